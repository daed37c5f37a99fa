/* Draws the numbers of the table below as a chart, in the colours of the theme. */
Behaviour.specify(".github-deployment-record-chart", "github-deployment-record-chart", 0, (element) => {
  if (window.echarts.getInstanceByDom(element)) {
    return;
  }
  const model = JSON.parse(element.dataset.model);
  const text = "var(--text-color)";
  const line = "var(--table-border-color, var(--text-color-secondary))";
  const colors = ["--blue", "--green", "--orange", "--purple", "--cyan", "--red", "--brown"];
  const short = (name) => (name.length > 24 ? `${name.slice(0, 23)}…` : name);

  element.hidden = false;
  const chart = window.echarts.init(element, null, { renderer: "svg" });
  chart.setOption({
    animation: false,
    color: colors.map((color) => `var(${color})`),
    grid: { left: 8, right: 8, top: 40, bottom: 8, containLabel: true },
    legend: { type: "scroll", top: 0, left: 0, formatter: short, textStyle: { color: text } },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true },
    xAxis: { type: "category", data: model.weeks, axisLabel: { color: text }, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: "value", minInterval: 1, axisLabel: { color: text }, splitLine: { lineStyle: { color: line, opacity: 0.4 } } },
    series: model.environments.map((environment) => ({
      type: "bar",
      stack: "deployments",
      barMaxWidth: 40,
      emphasis: { disabled: true },
      name: environment.name,
      data: environment.counts,
    })),
  });
  new ResizeObserver(() => chart.resize()).observe(element);
  element.parentElement.querySelector(".github-deployment-record-numbers").open = false;
});
