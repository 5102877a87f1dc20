// Cards that the account sends outside of the conversation: template messages and subscription notices.

import { linkOf } from "./links.js";
import { make, makeButton } from "./making.js";

function fieldRow({ name, value }) {
  return make("div", "field", make("dt", "", name), make("dd", "", String(value ?? "")));
}

/** Return the card of a message with `title`, `fields` and perhaps `url`. */
export function cardOf(message, does) {
  const source = make("p", "card-source", message.kind === "subscribe" ? "订阅通知" : does.account());
  const card = make("article", "card", source, make("h3", "", message.title || "通知"));
  if (message.text) card.append(make("p", "card-text", message.text));
  if (message.fields?.length) card.append(make("dl", "", ...message.fields.map(fieldRow)));
  if (linkOf(message.url ?? "")?.kind === "open") {
    const arrow = make("span", "arrow", "›");
    arrow.setAttribute("aria-hidden", "true");
    card.append(makeButton("card-more", () => does.open(message.url), "", "查看详情", arrow));
  }
  return card;
}
