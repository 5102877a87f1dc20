// Links inside an account's text: WeChat knows one tag, `<a href>`; everything else stays the text it is.

const ANCHOR = /<a\s[^<>]*?href\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>([\s\S]*?)<\/a\s*>/gi;
const MENU_LINK = "weixin://bizmsgmenu?";

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function menuItem(href) {
  const found = {};
  for (const pair of href.slice(MENU_LINK.length).split("&")) {
    const cut = pair.indexOf("=");
    if (cut > 0) found[pair.slice(0, cut)] = decoded(pair.slice(cut + 1));
  }
  return { content: found.msgmenucontent || "", id: found.msgmenuid || "" };
}

/** Tell what an address does in WeChat: `{kind: "pick", id, content}`, `{kind: "open", url}`, or null for one WeChat does not follow. */
export function linkOf(href) {
  const address = href.trim().replaceAll("&amp;", "&");
  if (address.startsWith(MENU_LINK)) return { kind: "pick", ...menuItem(address) };
  return /^https?:\/\/[^\s]+$/i.test(address) ? { kind: "open", url: address } : null;
}

/** Cut a text into pieces `{text}` and `{text, link}`; a tag that is no link WeChat follows stays visible as written. */
export function piecesOf(text) {
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(ANCHOR)) {
    const link = linkOf(match[1] ?? match[2]);
    if (!link) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: match[3], link });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
