// 「查看依据」: where an answer comes from, folded away under it.

import { make } from "./making.js";

const STANDINGS = {
  plan: "方案原文",
  official: "天津官方文件",
  national: "国家规定",
  secondary: "公开资料",
};

function titled(title) {
  const printed = title.replace(/"([^"]*)"/g, "“$1”");
  return printed.includes("《") ? printed : `《${printed}》`;
}

// Only web addresses become links: a source is data, and `javascript:` would be code.
function isWebAddress(url) {
  return /^https?:\/\//.test(url || "");
}

// The same numbers as the marks in the text: sources count as they first come.
function numbered(sources) {
  const ids = [...new Set(sources.map((each) => each.id))];
  return sources.map((each) => ids.indexOf(each.id));
}

function source(given, number) {
  const detail = [given.document_number, given.clause].filter(Boolean).join(" · ");
  const parts = [
    make("p", "", make("span", "source-number", `${number + 1} `), make("span", `standing ${given.standing}`, STANDINGS[given.standing] || "资料")),
    make("p", "title", titled(given.title)),
  ];
  if (detail) parts.push(make("p", "detail", detail));
  parts.push(make("p", "detail", given.is_verbatim ? "原文" : "概括（不是原文）"), make("blockquote", "", given.quote));
  if (isWebAddress(given.url)) {
    const link = make("a", "", "打开原文网页");
    link.append(make("span", "visually-hidden", `：${given.title}（新窗口）`));
    Object.assign(link, { href: given.url, target: "_blank", rel: "noopener noreferrer" });
    parts.push(link);
  }
  const element = make("div", "source", ...parts);
  element.dataset.source = number;
  element.tabIndex = -1;
  return element;
}

function guideLink(policy) {
  const link = make("a", "guide", "看这项政策的服务指南（能打印）");
  link.href = `/guides/${encodeURIComponent(policy)}`;
  return link;
}

/** Return the fold with all sources of one reply, and the way to the guide of its policy. */
export function sourcesFold(sources, policy) {
  const label = sources.length > 1 ? `查看依据（${sources.length} 条）` : "查看依据";
  const numbers = numbered(sources);
  const shown = sources.map((each, index) => source(each, numbers[index]));
  return make("details", "sources", make("summary", "", label), ...shown, ...(policy ? [guideLink(policy)] : []));
}

/** Open the fold of a bubble at the source with this number. */
export function openSource(bubble, number) {
  bubble.querySelector(".sources").open = true;
  const shown = bubble.querySelector(`[data-source="${number}"]`);
  if (!shown) return;
  shown.scrollIntoView({ block: "nearest" });
  shown.focus();
}
