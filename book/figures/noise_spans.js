// Shows inputs and targets for the words that are pressed. All of them were computed when the page was built.
for (const figure of document.querySelectorAll(".noise-spans:not([data-ready])")) {
  figure.dataset.ready = "";
  const { words, inputs, targets, masks } = JSON.parse(figure.querySelector("script").textContent);
  const buttons = [...figure.querySelectorAll(".noise-words button")];
  let drawn = 0;

  const isNoise = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, noisy) => button.setAttribute("aria-pressed", String(noisy));
  const isMark = (sign) => sign >= "0" && sign <= "9";

  const put = (list, code) => {
    const parts = [...code].map((sign) =>
      isMark(sign) ? ["noise-mark", `<extra_id_${sign}>`] : ["noise-word", words[sign.charCodeAt(0) - 97]]);
    list.replaceChildren(...[...parts, ["noise-mark", "</s>"]].flatMap(([kind, text]) => {
      const span = document.createElement("span");
      span.className = kind;
      span.textContent = text;
      return [span, " "];
    }));
  };

  const show = () => {
    const noise = buttons.map(isNoise);
    const number = noise.reduce((sum, noisy, place) => sum + (noisy ? 2 ** place : 0), 0);
    put(figure.querySelector(".noise-inputs"), inputs[number]);
    put(figure.querySelector(".noise-targets"), targets[number]);
    const spans = noise.filter((noisy, place) => noisy && !noise[place - 1]).length;
    const end = noise.at(-1) ? "in noise, so no sentinel" : "clean, so a sentinel";
    figure.querySelector(".noise-status").textContent =
      `Noise: ${noise.filter(Boolean).length} of ${words.length}, spans: ${spans}. ` +
      `The text ends ${end} closes the targets.`;
  };

  const set = (number) => {
    buttons.forEach((button, place) => press(button, Math.floor(number / 2 ** place) % 2 === 1));
    show();
  };

  for (const button of buttons) {
    button.disabled = false;
    button.addEventListener("click", () => {
      press(button, !isNoise(button));
      show();
    });
  }
  figure.querySelector(".noise-buttons").hidden = false;
  figure.querySelector("[data-do=clear]").addEventListener("click", () => set(0));
  figure.querySelector("[data-do=draw]").addEventListener("click", () => {
    drawn = (drawn + 1) % masks.length;
    set(masks[drawn]);
  });
  show();
}
