// Draws the weeks from the table below the picture, so that both say the same. Without scripts the table stays alone.

const HEIGHT = 240;
const BARS = [
  { label: "问了", column: 1, colour: "--brand" },
  { label: "没答上", column: 2, colour: "--soon" },
];

const numberIn = (cell) => Number(cell.textContent.replaceAll(",", ""));

function draw(table, figure) {
  const rows = [...table.tBodies[0].rows];
  const weeks = rows.map((row) => row.cells[0].textContent.slice(0, 5));
  const place = figure.querySelector("[data-canvas]");
  figure.hidden = false;
  const look = getComputedStyle(table);
  const colourOf = (name) => look.getPropertyValue(name).trim();
  const axis = { stroke: look.color, font: "13px sans-serif", grid: { stroke: colourOf("--line"), width: 1 }, ticks: { show: false } };
  // A week is a place, not a moment; what was not answered stands inside the bar of what was asked.
  const plot = new uPlot(
    {
      width: place.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: [-0.6, rows.length - 0.4] }, y: { range: (_, __, most) => [0, Math.max(4, most * 1.1)] } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          splits: () => weeks.map((_, number) => number),
          values: (chart, splits) => splits.map((number) => (chart.width < 520 && number % 4 ? "" : weeks[number])),
        },
        { ...axis, size: 56, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000] },
      ],
      series: [
        {},
        ...BARS.map(({ label, colour }) => ({ label, fill: colourOf(colour), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.62, 64] }) })),
      ],
    },
    [weeks.map((_, number) => number), ...BARS.map(({ column }) => rows.map((row) => numberIn(row.cells[column])))],
    place,
  );
  new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: HEIGHT })).observe(place);
}

const table = document.querySelector("[data-weeks]");
const figure = document.querySelector("[data-drawing]");
if (table && figure && window.uPlot) draw(table, figure);
