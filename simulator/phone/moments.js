// Moments as people read them. The simulator's clock can be days ahead of this machine's.

const ZONE = "Asia/Shanghai";
const DAY = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, month: "long", day: "numeric" });
const TIME = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const SECONDS = new Intl.DateTimeFormat("zh-CN", {
  timeZone: ZONE,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** Return the Date of an ISO text or of seconds since 1970; null when there is none. */
export function momentOf(value) {
  if (value === null || value === undefined || value === "") return null;
  const moment = new Date(typeof value === "number" ? value * 1000 : value);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** Return `9:41`. */
export const clockTime = (moment) => (moment ? TIME.format(moment) : "");
/** Return `09:41:07`. */
export const clockSeconds = (moment) => (moment ? SECONDS.format(moment) : "");
/** Return `11月25日 09:41`. */
export const dayAndTime = (moment) => (moment ? `${DAY.format(moment)} ${TIME.format(moment)}` : "");
/** Return only the time when both are on one day. */
export const nearTime = (moment, now) =>
  now && DAY.format(moment) === DAY.format(now) ? clockTime(moment) : dayAndTime(moment);
