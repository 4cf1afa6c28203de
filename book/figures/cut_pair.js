// Puts the chosen frame into the drawing. All frames were computed when the page was built.
for (const figure of document.querySelectorAll(".cut-pair")) {
  const frames = JSON.parse(figure.querySelector("script").textContent);
  const slider = figure.querySelector("input[type=range]");
  const drawn = figure.querySelectorAll(".slot");

  const fill = (group, [kind, piece, id, position], segment) => {
    group.setAttribute("class", `slot segment-${segment} ${kind}`);
    group.querySelector(".position").textContent = position ?? "";
    group.querySelector(".piece").textContent = piece;
    group.querySelector(".id").textContent = id;
  };

  const show = () => {
    const rule = figure.querySelector("input[type=radio]:checked").value;
    const { summary, segments } = frames[rule][slider.value - slider.min];
    const slots = segments.flatMap((column, segment) => column.map((slot) => [slot, segment]));
    slots.forEach(([slot, segment], number) => fill(drawn[number], slot, segment));
    figure.querySelector("output").textContent = summary;
  };

  figure.addEventListener("input", show);
  figure.querySelector("form").hidden = false;
  show(); // a browser may have kept the slider's place from an earlier visit
}
