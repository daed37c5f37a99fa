/* Moves the progress bar of a comparison, and shows the result once the comparison has ended. */
Behaviour.specify("progress.github-deployment-record-comparison", "github-deployment-record-comparison", 0, (bar) => {
  const status = document.querySelector(".github-deployment-record-progress");
  const poll = () => {
    fetch("api/json?tree=running,done,total")
      .then((response) => response.json())
      .then((comparison) => {
        if (!comparison.running) {
          window.location.reload();
          return;
        }
        bar.max = comparison.total;
        bar.value = comparison.done;
        status.textContent = status.dataset.text.replace("#done", comparison.done).replace("#total", comparison.total);
        setTimeout(poll, 1000);
      })
      .catch(() => setTimeout(poll, 5000));
  };
  setTimeout(poll, 1000);
});
