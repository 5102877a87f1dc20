// 「查看依据」: where an answer comes from, folded away under it.

import { make } from "./making.js";

const STANDINGS = {
  plan: "方案原文",
  official: "天津官方文件",
  national: "国家规定",
  secondary: "公开资料",
};

function titled(title) {
  return title.includes("《") ? title : `《${title}》`;
}

// Only web addresses become links: a source is data, and `javascript:` would be code.
function isWebAddress(url) {
  return /^https?:\/\//.test(url || "");
}

function source(given) {
  const detail = [given.document_number, given.clause].filter(Boolean).join(" · ");
  const parts = [
    make("p", "", make("span", `standing ${given.standing}`, STANDINGS[given.standing] || "资料")),
    make("p", "title", titled(given.title)),
  ];
  if (detail) parts.push(make("p", "detail", detail));
  parts.push(make("blockquote", "", given.quote));
  if (isWebAddress(given.url)) {
    const link = make("a", "", "打开原文网页");
    link.append(make("span", "visually-hidden", `：${given.title}（新窗口）`));
    Object.assign(link, { href: given.url, target: "_blank", rel: "noopener noreferrer" });
    parts.push(link);
  }
  return make("div", "source", ...parts);
}

/** Return the fold with all sources of one reply. */
export function sourcesFold(sources) {
  const label = sources.length > 1 ? `查看依据（${sources.length} 条）` : "查看依据";
  return make("details", "sources", make("summary", "", label), ...sources.map(source));
}
