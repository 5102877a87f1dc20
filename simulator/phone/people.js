// The box of the control column about people: whose phone, scanning, following, quota.

import { make, showOnce } from "./making.js";
import { rememberSeen, seenMessages } from "./memory.js";
import { momentOf, nearTime } from "./moments.js";
import { store } from "./store.js";

const QUOTAS = {
  text: "发消息后",
  message: "发消息后",
  follow: "关注后",
  subscribe: "关注后",
  scan: "扫码后",
  click: "点菜单后",
  menu: "点菜单后",
};

const at = (id) => document.getElementById(id);

function quotaWords(quota) {
  const now = momentOf(store.state.now);
  // Each kind of act has its own quota; without `scenes` there is only the one used next.
  const scenes = (quota?.scenes ?? [quota]).filter((scene) => scene?.kind && momentOf(scene.until));
  if (!scenes.length) return "现在不能主动发客服消息";
  const words = scenes.map(({ kind, left, until }) => {
    return `${left} 条（${QUOTAS[String(kind).toLowerCase()] || kind}，到 ${nearTime(momentOf(until), now)}）`;
  });
  return `客服消息还可发 ${words.join("、")}`;
}

function optionOf({ openid, name, follows, unread }) {
  const told = [...(unread ? [`${unread} 条没看`] : []), ...(follows ? [] : ["未关注"])];
  const option = make("option", "", told.length ? `${name}（${told.join("，")}）` : name);
  option.value = openid;
  return option;
}

/** Return the people with what nobody looked at on their phones, those with most of it first; who holds the phone looks at it. */
function unreadFirst(people) {
  const seen = seenMessages();
  const held = people.find(({ openid }) => openid === store.openid);
  if (held && seen[held.openid] !== held.received) rememberSeen({ ...seen, [held.openid]: held.received });
  // After a reset there are fewer than were seen.
  const unreadOf = ({ openid, received }) => (openid === store.openid ? 0 : Math.max(0, received - (seen[openid] ?? 0)));
  return people.map((person) => ({ ...person, unread: unreadOf(person) })).sort((one, other) => other.unread - one.unread);
}

function show(state) {
  const people = unreadFirst(state.people);
  const known = people.map(({ openid, name, follows, unread }) => [openid, name, follows, unread]);
  showOnce(at("person-choice"), known, () => people.map(optionOf));
  at("person-choice").value = store.openid;
  const follows = Boolean(store.person?.follows);
  at("follow-toggle").textContent = follows ? "取消关注" : "关注";
  at("quota-line").textContent = quotaWords(store.person?.quota);
}

function create(event) {
  event.preventDefault();
  const name = at("person-name").value.trim();
  if (name) store.control(() => store.create(name), `${name} 拿起了手机`);
}

function scan(event) {
  event.preventDefault();
  const scene = at("scan-scene").value.trim();
  if (scene) store.act("scan", { scene });
}

/** Wire the box. */
export function wirePeople() {
  at("person-choice").addEventListener("change", (event) => {
    store.choose(store.state.people.find((person) => person.openid === event.target.value));
  });
  at("person-form").addEventListener("submit", create);
  at("scan-form").addEventListener("submit", scan);
  at("follow-toggle").addEventListener("click", () => store.act(store.person?.follows ? "unfollow" : "follow"));
  store.on("state", show);
}
