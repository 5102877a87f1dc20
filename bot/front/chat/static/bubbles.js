// How entries of a conversation look.

import { make } from "./making.js";
import { canBeRated, ratingRow } from "./rating.js";
import { sourcesFold } from "./sources.js";

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

/** Return the bubble of a person's message. */
export function personBubble(entry) {
  const bubble = spoken("您：", "person", make("div", "bubble", make("p", "words", entry.text)));
  if (entry.state === "unsent") bubble.append(make("p", "state", "没有发出"));
  return bubble;
}

/** Return the bubbles of one answer; choices are numbered through all its replies. */
export function answerBubbles(replies, onChoose, onRate) {
  let number = 1;
  return replies.map((reply) => {
    const bubble = make("div", reply.sources.length ? "bubble sourced" : "bubble", make("p", "words", reply.text));
    if (reply.sources.length) bubble.append(holdsOn(reply.on), sourcesFold(reply.sources));
    const message = spoken("助手：", "assistant", bubble);
    if (reply.choices.length) message.append(choiceList(reply.choices, number, onChoose));
    if (canBeRated(reply)) message.append(ratingRow(reply, onRate));
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
