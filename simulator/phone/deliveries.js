// The box of the control column about deliveries: a fault for the next one, how the last one went, the callback check.

import { verify } from "./api.js";
import { make } from "./making.js";
import { store } from "./store.js";

const KINDS = {
  passive: "被动回复",
  success: "success",
  empty: "空答复",
  invalid: "答复不合格",
  timeout: "超时",
  error: "出错",
};
const CHANNELS = { wechat: "公众号", wecom: "企业微信" };
const BAD = ["invalid", "timeout", "error"];

const at = (id) => document.getElementById(id);

function deliveryItem({ attempt, status, milliseconds, body_kind: kind, problem }) {
  const words = [KINDS[kind] || kind, status ? `HTTP ${status}` : "", `${Math.round(milliseconds)} 毫秒`].filter(Boolean).join(" · ");
  const item = make("li", BAD.includes(kind) ? "is-bad" : "", `第 ${attempt} 次：${words}`);
  if (problem) item.append(make("span", "problem", problem));
  return item;
}

function verifiedItem([name, { ok, problem }]) {
  const item = make("li", ok ? "" : "is-bad", `${CHANNELS[name] || name}：${ok ? "验证通过" : "没有通过验证"}`);
  if (problem) item.append(make("span", "problem", problem));
  return item;
}

async function checkCallbacks() {
  const answer = await verify();
  at("deliveries").replaceChildren(...Object.entries(answer).map(verifiedItem));
}

/** Wire the box. */
export function wireDeliveries() {
  at("next-fault").addEventListener("change", (event) => (store.nextFault = event.target.value));
  at("verify").addEventListener("click", () => store.control(checkCallbacks, ""));
  store.on("acting", () => {
    at("next-fault").value = "";
    at("deliveries").replaceChildren(make("li", "quiet", "正在投递……"));
  });
  store.on("acted", ({ deliveries }) => {
    const items = deliveries.length ? deliveries.map(deliveryItem) : [make("li", "quiet", "没有需要投递的")];
    at("deliveries").replaceChildren(...items);
  });
  store.on("failed", (text) => at("deliveries").replaceChildren(make("li", "is-bad", text)));
}
