// 有用 and 没用 under an answer. One's word can be changed; the conversation remembers it.

import { make } from "./making.js";

const LABELS = [
  [true, "有用"],
  [false, "没用"],
];
const SAID = {
  true: "谢谢，记下了。",
  false: "记下了，编辑会看。您可以换个说法再问。",
  failed: "没有记上，请过一会儿再点。",
};
// What asks the person something, or excuses itself, is not asked about.
const UNASKED = ["clarify", "error"];

/** Tell whether people are asked if this reply was of use. */
export function canBeRated(reply) {
  const isQuestion = reply.verdict && reply.verdict.status === "needs_facts";
  return Boolean(reply.rating) && !UNASKED.includes(reply.outcome) && !isQuestion;
}

/** Return the two buttons; `onRate(reply, useful)` resolves to whether the word was kept. */
export function ratingRow(reply, onRate) {
  const said = make("span", "rating-said");
  const buttons = LABELS.map(([useful, label]) => {
    const button = make("button", "rating-button", label);
    button.type = "button";
    button.addEventListener("click", async () => {
      const isKept = await onRate(reply, useful);
      said.textContent = SAID[isKept ? useful : "failed"];
      if (isKept) press(buttons, useful);
    });
    return button;
  });
  press(buttons, reply.rated);
  const row = make("div", "rating", make("span", "rating-asked", "这样答有用吗？"), ...buttons, said);
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "这条回答有用吗");
  return row;
}

function press(buttons, rated) {
  LABELS.forEach(([useful], index) => buttons[index].setAttribute("aria-pressed", String(useful === rated)));
}
