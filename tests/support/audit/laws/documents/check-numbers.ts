import { lawOf, type Law } from "#tests/support/audit/evidence.ts";

/** I4: each series counts 1, 2, 3 and so on without a gap, and its counter stands behind the last. */
const series: Law = lawOf(
  "I4",
  `SELECT coalesce(s.shop, d.shop)::text AS shop, format('series %s', coalesce(s.series, d.series)) AS subject,
     CASE WHEN s.series IS NULL THEN format('has %s documents and no counter', d.documents)
       WHEN d.documents IS NULL THEN format('has no documents and counts on at %s', s.next_number)
       WHEN d.documents <> d.last OR d.first <> 1 THEN
         format('has %s documents numbered %s to %s', d.documents, d.first, d.last)
       ELSE format('ends at %s and counts on at %s', d.last, s.next_number) END AS sentence
   FROM document_series s FULL JOIN (
     SELECT shop, series, count(*) AS documents, min(number) AS first, max(number) AS last FROM documents GROUP BY 1, 2) d
     ON d.shop = s.shop AND d.series = s.series
   WHERE s.series IS NULL OR coalesce(d.documents, 0) <> s.next_number - 1 OR coalesce(d.last, 0) <> s.next_number - 1
     OR coalesce(d.first, 1) <> 1
   ORDER BY 1, 2`,
);

/** I4: no two documents of a shop bear the same number. */
const labels: Law = lawOf(
  "I4",
  `SELECT shop::text, format('document %s', label) AS subject, format('exists %s times', count(*)) AS sentence
   FROM documents GROUP BY shop, label HAVING count(*) > 1 ORDER BY 1, 2`,
);

/** I4: a document is not dated before the one it follows. */
const days: Law = lawOf(
  "I4",
  `SELECT shop::text, format('document %s', label) AS subject,
     format('is of %s, the one before it of %s', issue_day, before_day) AS sentence
   FROM (SELECT *, lag(issue_day) OVER (PARTITION BY shop, series ORDER BY number) AS before_day FROM documents) d
   WHERE issue_day < before_day ORDER BY shop, series, number`,
);

export const checkNumbers: Law = async (evidence) => {
  const found = [];
  for (const law of [series, labels, days]) found.push(...(await law(evidence)));
  return found;
};
