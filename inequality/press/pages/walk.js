// Draws the chart, and lets readers go from mark to mark: with the arrow keys, by touch, with the mouse.
(async () => {
  const chart = document.getElementById("chart");
  const said = document.getElementById("said");
  const spec = JSON.parse(document.getElementById("spec").textContent);
  const backwards = document.documentElement.dir === "rtl";
  let here = -1;
  const marks = () => [...chart.querySelectorAll('[role="graphics-symbol"][aria-label]')];

  const go = (number) => {
    const all = marks();
    if (!all.length) return;
    here = Math.min(Math.max(number, 0), all.length - 1);
    all.forEach((mark, each) => mark.classList.toggle("here", each === here));
    said.textContent = all[here].getAttribute("aria-label");
  };

  chart.addEventListener("keydown", (event) => {
    const step = { ArrowRight: backwards ? -1 : 1, ArrowLeft: backwards ? 1 : -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    const to = { Home: 0, End: Infinity }[event.key];
    if (step === undefined && to === undefined) return;
    event.preventDefault();
    go(to ?? here + step);
  });
  chart.addEventListener("pointerover", (event) => {
    const mark = event.target.closest('[role="graphics-symbol"][aria-label]');
    if (mark) go(marks().indexOf(mark));
  });

  // No code is made of text (ast), nothing is loaded, no menu leads to another page.
  const loader = { load: () => Promise.reject(), sanitize: () => Promise.reject() };
  await vegaEmbed(document.getElementById("plot"), spec, { actions: false, renderer: "svg", ast: true, tooltip: false, hover: false, loader });
  chart.dataset.marks = String(marks().length);
})();
