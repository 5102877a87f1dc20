// How entries of a conversation look.

import { make } from "./making.js";
import { outlined } from "./outline.js";
import { passingRow } from "./passing.js";
import { canBeRated, ratingRow } from "./rating.js";
import { openSource, sourcesFold } from "./sources.js";

// What a text is made of besides words: a tag of how far a source can be relied on, a mark of a source, a page.
const PIECES = /(〔(?:西青方案|天津官方|国家规定|媒体转述|旧办法[^〕]*)〕|[①-⑳]|https?:\/\/[\w.\/-]+)/;
const STOP = /^[。，；：！？]/;
const LONG_MESSAGE = 60;
// What is no answer is not passed on.
const UNPASSED = ["clarify", "error", "small_talk", "notice"];
const FIRST_MARK = "①".codePointAt(0);

function spoken(who, className, ...children) {
  return make("div", `message ${className}`, make("span", "visually-hidden", who), ...children);
}

function holdsOn(date) {
  const [year, month, day] = date.split("-").map(Number);
  return make("p", "holds-on", `以上按 ${year}年${month}月${day}日 的规定答复`);
}

function button(className, onClick, ...children) {
  const element = make("button", className, ...children);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

function choiceList(choices, firstNumber, onChoose) {
  const items = choices.map((choice, index) => {
    const number = make("span", "number", `${firstNumber + index}.`);
    return make("li", "", button("choice", () => onChoose(choice), number, make("span", "", choice.label)));
  });
  return make("ol", "choices", ...items);
}

function pieceOf(text, index, bubble, onAsk) {
  // Splitting by a group leaves what it found at the odd places.
  if (index % 2 === 0) return text;
  if (text.startsWith("http")) {
    const link = make("a", "", text);
    return Object.assign(link, { href: text, target: "_blank", rel: "noopener noreferrer" });
  }
  if (text.startsWith("〔")) {
    const tag = button("tag", () => onAsk(`${text}是什么意思`), text);
    tag.setAttribute("aria-label", `${text}，点一下看是什么意思`);
    return tag;
  }
  const number = text.codePointAt(0) - FIRST_MARK;
  const mark = button("mark", () => openSource(bubble(), number), text);
  mark.setAttribute("aria-label", `依据${number + 1}`);
  return mark;
}

// Words of an answer with sources; what is folded under it opens by its marks.
function sourcedWords(text, bubble, onAsk, className = "words") {
  const pieces = text.split(PIECES).map((piece, index) => pieceOf(piece, index, bubble, onAsk));
  return make("p", className, ...together(pieces.filter((piece) => piece !== "")));
}

// No line begins with the full stop behind a mark.
function together(pieces) {
  const nodes = [];
  for (const piece of pieces) {
    const follows = nodes.length && typeof nodes.at(-1) !== "string" && typeof piece === "string" && STOP.test(piece);
    if (follows) nodes.push(make("span", "together", nodes.pop(), piece[0]), piece.slice(1));
    else nodes.push(piece);
  }
  return nodes;
}

// An answer in its parts, or as one text where it has none, such as one that was kept before there were parts.
function said(reply, bubble, onAsk) {
  const words = (text, className = "") =>
    reply.sources.length ? sourcedWords(text, bubble, onAsk, `words ${className}`.trim()) : make("p", `words ${className}`.trim(), text);
  return reply.outline ? outlined(reply.outline, words) : [words(reply.text)];
}

// One's own message stays in sight above its answer: a long one shows its beginning until it is pressed.
function ownWords(text) {
  const words = make("p", "words", text);
  if (text.length <= LONG_MESSAGE) return [words];
  const more = button("unfold", () => {
    const isFolded = words.classList.toggle("folded");
    more.textContent = isFolded ? "看全文" : "收起";
  }, "看全文");
  words.classList.add("folded");
  return [words, more];
}

/** Return the bubble of a person's message. */
export function personBubble(entry) {
  const text = entry.label ? `${entry.text}（${entry.label}）` : entry.text;
  const bubble = spoken("您：", "person", make("div", "bubble", ...ownWords(text)));
  if (entry.state === "unsent") bubble.append(make("p", "state", "没有发出"));
  return bubble;
}

// A check that still asks: its parts come with the verdict.
function isOpen(reply) {
  return reply.verdict?.status === "needs_facts" && reply.outline?.parts.length === 0;
}

/** Return the bubbles of one answer; choices are numbered through all its replies. `on` is what its buttons do. */
export function answerBubbles(replies, { onChoose, onRate, onAsk, onBenefits }) {
  let number = 1;
  return replies.map((reply) => {
    const bubble = make("div", reply.sources.length ? "bubble sourced" : "bubble");
    bubble.append(...said(reply, () => bubble, onAsk));
    if (reply.sources.length) bubble.append(holdsOn(reply.on), sourcesFold(reply.sources, reply.policy));
    const message = spoken("助手：", "assistant", bubble);
    if (reply.choices.length) message.append(choiceList(reply.choices, number, onChoose));
    const known = reply.outline?.known ?? {};
    const isTold = Object.keys(known).length > 0;
    if (reply.outline?.page === "benefits" || (reply.outcome === "verdict" && !isOpen(reply) && isTold)) {
      const label = isTold ? "带上这些情况，看我能领什么" : "答几个简单的问题，看我能领什么";
      message.append(button("choice onward", () => onBenefits(known), label));
    }
    if (canBeRated(reply)) message.append(ratingRow(reply, onRate));
    if (!UNPASSED.includes(reply.outcome) && !isOpen(reply)) message.append(passingRow(reply, message));
    number += reply.choices.length;
    return message;
  });
}

/** Return what the office says: a colleague by name, or a step that was taken. */
export function officeBubble(entry) {
  if (!entry.name) return make("div", "message page", make("p", "note step", entry.text));
  const name = make("p", "speaker", `${entry.name}（就业红娘）`);
  return make("div", "message office", name, make("div", "bubble", make("p", "words", entry.text)));
}

/** Return a note of the page itself, with a way to send the message again. */
export function noteBubble(text, onAgain) {
  return make("div", "message page", make("p", "note", text, button("again", onAgain, "重新发送")));
}
