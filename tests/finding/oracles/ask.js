// Ask two other readers of dates for the times of sentences: chrono-node and Microsoft's recognizers.
// Reads {"now": "2014-03-26", "sentences": [...]} and writes, for each sentence, what each of them says, as it says it.
"use strict";
const chrono = require("chrono-node");
const recognizers = require("@microsoft/recognizers-text-date-time");

const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const [year, month, day] = asked.now.split("-").map(Number);
const now = new Date(year, month - 1, day, 12);

const parts = (point) => (point ? { known: point.knownValues, implied: point.impliedValues } : null);
const answers = asked.sentences.map((sentence) => ({
  chrono: chrono.parse(sentence, now).map((found) => ({ start: parts(found.start), end: parts(found.end) })),
  recognizers: recognizers
    .recognizeDateTime(sentence, "en-us", 0, now)
    .map((found) => (found.resolution ? found.resolution.values : [])),
}));
console.log(JSON.stringify(answers));
