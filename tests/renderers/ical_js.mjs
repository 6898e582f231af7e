// Reads calendars with ical.js, the engine of Thunderbird: a line of JSON in, a line of JSON out.
// usage: node ical_js.mjs path/to/ical.js/dist/ical.js
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]));
// It knows RFC 5545 alone: that NAME is a text is said in RFC 7986.
ICAL.design.icalendar.property.name = ICAL.design.icalendar.property.summary;
const instant = (time) => (!time ? null : time.isDate ? time.toString() : time.toUnixTime());

function entry(component) {
  const event = new ICAL.Event(component);
  const value = (name) => component.getFirstPropertyValue(name);
  const alarms = component.getAllSubcomponents("valarm");
  return {
    uid: event.uid,
    sequence: value("sequence"),
    start: instant(event.startDate),
    end: instant(event.endDate),
    stamps: [instant(value("dtstamp")), instant(value("last-modified"))],
    title: event.summary,
    description: event.description ?? "",
    place: event.location ?? "",
    states: [value("status"), value("transp")],
    url: value("url") ?? "",
    kind: value("categories") ?? "",
    parent: value("related-to") ?? "",
    alarms: alarms.map((one) => -one.getFirstPropertyValue("trigger").toSeconds() / 60),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(JSON.parse(line)));
  calendar.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(zone));
  const entries = calendar.getAllSubcomponents("vevent").map(entry);
  const name = calendar.getFirstPropertyValue("name");
  console.log(JSON.stringify({ name, entries }));
}
