/* Shows what a build would send for the form as it stands. */
Behaviour.specify(".github-deployment-record-preview", "github-deployment-record-preview", 0, (button) => {
  button.addEventListener("click", () => {
    const form = button.closest(".github-deployment-record-form");
    const output = button.parentElement.querySelector("pre");
    const typed = {};
    const tags = [];
    const runtimeRisks = [];
    form.querySelectorAll("[name^='_.']").forEach((field) => {
      const name = field.name.substring(2);
      // a build step is itself a chunk of the project's page
      const row = field.closest(".github-deployment-record-form .repeated-chunk");
      if (!row) {
        typed[name] = field.type === "checkbox" ? field.checked : field.value;
      } else if (name === "key") {
        tags.push({ key: field.value, value: row.querySelector("[name='_.value']").value });
      }
    });
    form.querySelectorAll("[name='runtimeRisks']:checked").forEach((risk) => {
      runtimeRisks.push(risk.getAttribute("json"));
    });
    // as the form itself is posted: a list without an element is left out, and a box says if it is empty on purpose
    if (tags.length > 0) {
      typed.tags = tags;
    }
    if (runtimeRisks.length > 0) {
      typed.runtimeRisks = runtimeRisks;
    }
    for (const box of ["clearTags", "clearRuntimeRisks"]) {
      typed[box] = form.querySelector(`[name='${box}']`).checked;
    }
    fetch(button.dataset.url, {
      method: "POST",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: new URLSearchParams({ form: JSON.stringify(typed) }),
    })
      .then((response) => (response.ok ? response.text() : `${response.status} ${response.statusText}`))
      .catch((failure) => failure.message)
      .then((text) => {
        output.textContent = text;
        output.hidden = false;
      });
  });
});
