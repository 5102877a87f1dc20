// The box of the control column about faults of the platform's API.

import { clearFaults, setFault } from "./api.js";
import { make, showOnce } from "./making.js";
import { store } from "./store.js";

const at = (id) => document.getElementById(id);

function faultOfForm() {
  const [name, value] = at("fault-kind").value.split(":");
  const fault = { times: Number(at("fault-times").value), [name]: value === "true" ? true : Number(value) };
  if (at("fault-path").value) fault.path = at("fault-path").value;
  return fault;
}

function faultWords({ errcode, times, applied, path, delay, http_status: status, drop_after_effect: drop, expire_token: expire }) {
  const what = [
    errcode !== undefined && errcode !== null && `errcode ${errcode}`,
    status && `HTTP ${status}`,
    delay && `慢 ${delay} 秒`,
    drop && "办完后断开",
    expire && "token 过期",
  ];
  const hit = applied ? `，已生效 ${applied} 次` : "";
  return `${what.filter(Boolean).join("，") || "故障"} · ${path || "全部接口"} · 还剩 ${times ?? 0} 次${hit}`;
}

/** Wire the box. */
export function wireFaults() {
  at("fault-form").addEventListener("submit", (event) => {
    event.preventDefault();
    store.control(() => setFault(faultOfForm()), "故障已施加");
  });
  at("fault-clear").addEventListener("click", () => store.control(clearFaults, "故障已清除"));
  store.on("state", ({ faults = [] }) => {
    showOnce(at("fault-list"), faults, () => faults.map((fault) => make("li", fault.times ? "" : "is-used", faultWords(fault))));
  });
}
