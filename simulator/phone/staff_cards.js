// How a message looks in WeCom, and what a template card with buttons needs to be answered.

import { make, makeButton } from "./making.js";

/** Read a card out of a message, whether flattened or as the platform's `template_card`. */
export function cardIn(message) {
  const card = message.card ?? message.template_card ?? message;
  const title = card.main_title?.title ?? card.title ?? "";
  const fields = card.horizontal_content_list ?? card.fields ?? [];
  const buttons = card.button_list ?? card.buttons ?? [];
  if (!title && !fields.length && !buttons.length) return null;
  return {
    title,
    text: card.main_title?.desc ?? card.desc ?? "",
    more: card.sub_title_text ?? (card === message ? (message.text ?? "") : ""),
    fields: fields.map((field) => ({ name: field.name ?? field.keyname, value: field.value })),
    buttons: buttons.map((button) => ({ key: button.key ?? button.id, text: button.text ?? button.content ?? button.name })),
    taskId: card.task_id ?? message.task_id,
    responseCode: message.response_code ?? card.response_code,
  };
}

function buttonsOf(card, answer) {
  const row = make("div", "card-buttons");
  for (const { key, text } of card.buttons) {
    const press = () => {
      for (const each of row.children) each.disabled = true;
      answer({ task_id: card.taskId, button_key: key, response_code: card.responseCode });
    };
    row.append(makeButton("", press, `card-button-${key}`, text));
  }
  return row;
}

function cardElement(card, answer) {
  const element = make("article", "card", make("h3", "", card.title || "消息卡片"));
  if (card.taskId) element.dataset.task = card.taskId;
  for (const text of [card.text, card.more]) if (text) element.append(make("p", "card-text", text));
  if (card.fields.length) {
    const rows = card.fields.map(({ name, value }) => make("div", "field", make("dt", "", name), make("dd", "", String(value ?? ""))));
    element.append(make("dl", "", ...rows));
  }
  if (card.buttons.length) element.append(buttonsOf(card, answer));
  return element;
}

/** Show on a card that it was dealt with; say whether there was one. */
export function updateCard(log, { task_id: taskId, text }) {
  const cards = log.querySelectorAll(`[data-task="${CSS.escape(taskId)}"]`);
  for (const card of cards) {
    card.querySelector(".card-buttons")?.remove();
    card.querySelector(".card-done")?.remove();
    card.append(make("p", "card-done", text));
  }
  return cards.length > 0;
}

/** Return the element of a message to `name`; `answer` gets the body of a pressed button. */
export function staffElement(message, name, answer) {
  if (message.from === "system" || message.kind === "event" || message.kind === "card_update") return make("p", "notice", message.text);
  const isStaff = message.from === "staff" || message.from === "person";
  const card = isStaff ? null : cardIn(message);
  const who = make("span", "visually-hidden", isStaff ? "员工：" : "应用：");
  const face = make("span", isStaff ? "face is-person" : "face is-app", isStaff ? name.slice(0, 1) : "");
  face.setAttribute("aria-hidden", "true");
  const words = card ? cardElement(card, answer) : make("div", "bubble", message.text ?? "");
  return make("div", isStaff ? "row is-person" : "row", who, face, words);
}
