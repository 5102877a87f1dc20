// The parts of an answer: headline, conclusion, lists with marks, cautions. Words come in as text, never as markup.

import { make } from "./making.js";

const SIGNS = { met: ["✓", "够"], not_met: ["✗", "不够"], unknown: ["?", "不清楚"] };

function pointItem(point, words) {
  if (!point.mark) return make("li", "", words(point.text));
  const [sign, said] = SIGNS[point.mark];
  const mark = make("span", "sign", sign);
  mark.setAttribute("aria-hidden", "true");
  return make("li", point.mark, mark, make("span", "visually-hidden", `${said}：`), words(point.text));
}

function listed(part, words) {
  const list = make("ul", part.points.some((point) => point.mark) ? "points marked" : "points");
  list.append(...part.points.map((point) => pointItem(point, words)));
  return part.heading ? [make("p", "part-heading", part.heading), list] : [list];
}

/** Return the elements of an outline; `words(text, className)` makes a paragraph in which marks and links work. */
export function outlined(outline, words) {
  const line = (text, className) => (text ? [words(text, className)] : []);
  return [
    make("p", "headline", outline.title),
    ...line(outline.opening, "aside"),
    ...line(outline.lead, "lead"),
    ...outline.parts.flatMap((part) => listed(part, words)),
    ...line(outline.amount, "amount"),
    ...outline.cautions.flatMap((text) => line(text, "aside")),
    ...outline.notes.flatMap((text) => line(text, "aside")),
    ...line(outline.next_step, "next-step"),
  ];
}

/** Return a reply as plain text, for copying, sharing and reading aloud. */
export function plainly(reply) {
  const { outline } = reply;
  if (!outline) return reply.text;
  const points = outline.parts.flatMap((part) => [
    ...(part.heading ? [`${part.heading}：`] : []),
    ...part.points.map((point) => (point.mark ? `${SIGNS[point.mark][0]} ${point.text}` : point.text)),
  ]);
  const lines = [`【${outline.title}】`, outline.opening, outline.lead, ...points, outline.amount];
  return [...lines, ...outline.cautions, ...outline.notes, outline.next_step].filter(Boolean).join("\n");
}
