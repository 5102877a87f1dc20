// When something was said: quietly, once for all that was said together.

import { make } from "./making.js";

const TOGETHER_MINUTES = 5;
const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

function midnight(moment) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

function saidAs(moment, now) {
  const hours = moment.getHours();
  const time = `${hours}:${String(moment.getMinutes()).padStart(2, "0")}`;
  // Half a day more or less: a day of the calendar may have 23 hours.
  const days = Math.round((midnight(now) - midnight(moment)) / DAY);
  if (days === 0) return time;
  if (days === 1) return `昨天 ${time}`;
  const date = `${moment.getMonth() + 1}月${moment.getDate()}日 ${time}`;
  return moment.getFullYear() === now.getFullYear() ? date : `${moment.getFullYear()}年${date}`;
}

/** Return the line that says when, or nothing where that was said a moment before; both in milliseconds. */
export function clockLine(at, before) {
  if (!at || (before && Math.abs(at - before) < TOGETHER_MINUTES * MINUTE)) return [];
  const moment = new Date(at);
  const time = make("time", "", saidAs(moment, new Date()));
  time.dateTime = moment.toISOString();
  return [make("p", "clock", time)];
}
