// Steps through the drawings of a masked text (redraw.py), with a count of all that were shown so far.
for (const figure of document.querySelectorAll(".book-redraw:not([data-ready])")) {
  figure.dataset.ready = "";
  const { tokens, drawings } = JSON.parse(figure.querySelector("script").textContent);
  const cells = [...figure.querySelectorAll(".redraw-token")];
  const status = figure.querySelector(".redraw-status");
  let current = 0;

  const count = (wanted) =>
    drawings.slice(0, current + 1).flatMap(({ shown }) => Object.values(shown))
      .filter(([, fate]) => wanted === undefined || fate === wanted).length;

  const show = () => {
    const { seed, shown } = drawings[current];
    cells.forEach((cell, position) => {
      const [seen, fate] = shown[position] ?? [tokens[position], ""];
      cell.dataset.fate = fate;
      cell.querySelector(".redraw-seen").textContent = seen;
      cell.querySelector(".redraw-fate").textContent = fate && `${fate}: ${tokens[position]}`;
    });
    const shares = ["hidden", "replaced", "kept"].map((fate) => `${count(fate)} ${fate}`).join(", ");
    status.textContent =
      `Drawing ${current + 1} of ${drawings.length} (seed ${seed}). So far: ${count()} chosen, ${shares}.`;
  };

  figure.querySelector(".redraw-buttons").hidden = false;
  for (const button of figure.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      current = (current + Number(button.dataset.step) + drawings.length) % drawings.length;
      show();
    });
  }
  show();
}
