// How one message of the chat looks.

import { cardOf } from "./cards.js";
import { piecesOf } from "./links.js";
import { make, makeButton } from "./making.js";

const UNSAID = { image: "图片", voice: "语音", video: "视频", shortvideo: "小视频", location: "位置", link: "链接" };
const CARDS = ["template", "subscribe", "news"];

/** Return the nodes of an account's text; `does.pick` and `does.open` follow its links. */
export function linkedText(text, does) {
  return piecesOf(text).map(({ text: words, link }) => {
    if (!link) return words;
    const follow = () => (link.kind === "pick" ? does.pick(link.id, link.content) : does.open(link.url));
    return makeButton("link", follow, "", words);
  });
}

function menuItems(items, does) {
  return items.map(({ id, content }) => makeButton("link menu-item", () => does.pick(id, content), "", content));
}

function bubbleOf(message, does) {
  const bubble = make("div", `bubble is-${message.kind}`);
  if (UNSAID[message.kind]) {
    bubble.append(make("span", "kind-icon"), message.kind === "image" ? UNSAID.image : message.text || UNSAID[message.kind]);
  } else if (message.from === "person") {
    bubble.append(message.text);
  } else {
    bubble.append(...linkedText(message.text || "", does));
  }
  if (message.menu?.length) bubble.append(...menuItems(message.menu, does));
  if (message.tail) bubble.append(make("span", "tail", ...linkedText(message.tail, does)));
  return bubble;
}

/** Return the element of a message: a notice, a card, or a bubble with its avatar. */
export function elementOf(message, does) {
  if (message.from === "system" || message.kind === "notice" || message.kind === "event") {
    const isFault = message.kind === "notice";
    return make("p", isFault ? "notice is-fault" : "notice", message.text || message.title || "");
  }
  const isPerson = message.from === "person";
  if (CARDS.includes(message.kind) || (message.title && !isPerson)) return cardOf(message, does);
  const who = make("span", "visually-hidden", isPerson ? "我：" : `${does.account()}：`);
  const face = make("span", isPerson ? "face is-person" : "face is-account", isPerson ? does.name().slice(0, 1) : "");
  face.setAttribute("aria-hidden", "true");
  const row = make("div", isPerson ? "row is-person" : "row", who, face, bubbleOf(message, does));
  if (message.way) row.dataset.way = message.way;
  return row;
}
