/*
 * Keeps the names of all servers beside the name of each, so that a name that is given twice is marked wherever it stands:
 * Jenkins checks a field with others of its own row alone, and again when one of these changes.
 */
(() => {
  const OWN = "github-deployment-record-server-names";
  const watched = new WeakSet();

  const keep = (list) => {
    const rows = Array.from(list.children).filter(
      // a row that was deleted fades out before it goes
      (row) => row.querySelector(`.${OWN}`) && !row.classList.contains("fade-out"),
    );
    const names = rows.map((row) => row.querySelector("[name='_.name']").value).join("\n");
    rows
      .map((row) => row.querySelector(`.${OWN}`))
      .filter((kept) => kept.value !== names)
      .forEach((kept) => {
        kept.value = names;
        kept.dispatchEvent(new Event("change"));
      });
  };

  // before the fields' own checks begin
  Behaviour.specify(`.${OWN}`, OWN, -1, (kept) => {
    const list = kept.closest(".repeated-container");
    if (!watched.has(list)) {
      watched.add(list);
      // before the name's own check, too
      list.addEventListener("change", (event) => event.target.name === "_.name" && keep(list), true);
      // a row may have been deleted
      list.addEventListener("click", () => keep(list));
    }
    keep(list);
  });
})();
