// Puts the rates of the chosen limit and temperature into the table (mixing_rates.py computed all of them).
for (const figure of document.querySelectorAll(".mixing-rates:not([data-ready])")) {
  figure.dataset.ready = "";
  const { sliders, widest, frames } = JSON.parse(figure.querySelector("script").textContent);
  const rows = [...figure.querySelectorAll("tbody tr")];
  const inputs = [...figure.querySelectorAll("input[type=range]")];

  const show = () => {
    for (const input of inputs) {
      const chosen = sliders[input.name][input.value];
      input.setAttribute("aria-valuetext", chosen);
      input.closest("label").querySelector("output").textContent = chosen;
    }
    const [limit, temperature] = inputs.map((input) => Number(input.value));
    const { summary, cells } = frames[limit][temperature];
    cells.forEach(([rate, shownRate, epochs], number) => {
      rows[number].querySelector(".rate").textContent = shownRate;
      rows[number].querySelector(".bar span").style.width = `${(100 * rate) / widest}%`;
      rows[number].querySelector(".epochs").textContent = epochs;
    });
    figure.querySelector(".mixing-rates-now").textContent = summary;
  };

  figure.addEventListener("input", show);
  figure.querySelector("form").hidden = false;
  show(); // a browser may have kept the sliders' places from an earlier visit
}
