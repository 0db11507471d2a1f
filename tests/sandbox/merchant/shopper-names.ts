/** Given and family names by language area, so that names fit the country an order goes to. */
export type Names = { first: readonly string[]; last: readonly string[] };

const german: Names = {
  first: ["Anna", "Jonas", "Lena", "Felix", "Marie", "Paul", "Jürgen", "Käthe"],
  last: ["Schneider", "Müller", "Hoffmann", "Krüger", "Vogel", "Weiß", "Brandt", "Lindner"],
};
const french: Names = {
  first: ["Camille", "Hugo", "Chloé", "Louis", "Inès", "François", "Zoé", "Théo"],
  last: ["Moreau", "Lefèvre", "Girard", "Dubois", "Fournier", "Mercier", "Rousseau", "Gauthier"],
};
const italian: Names = {
  first: ["Giulia", "Luca", "Sofia", "Matteo", "Chiara", "Niccolò"],
  last: ["Rossi", "Ferrari", "Esposito", "Ricci", "Marino", "D'Angelo"],
};
const spanish: Names = {
  first: ["Lucía", "Pablo", "Martina", "Álvaro", "Íñigo", "Carmen"],
  last: ["García", "Fernández", "Muñoz", "Ibáñez", "Castro", "Peña"],
};
const dutch: Names = {
  first: ["Sanne", "Daan", "Fleur", "Bram", "Lotte", "Jeroen"],
  last: ["de Vries", "van den Berg", "Bakker", "Visser", "Smit", "'t Hart"],
};
const english: Names = {
  first: ["Olivia", "Jack", "Amelia", "Harry", "Grace", "Noah", "Siobhán", "Mia"],
  last: ["Smith", "O'Connor", "Taylor", "Campbell", "Nguyen", "Patel", "Johnson", "Brown-Lee"],
};
const nordic: Names = { first: ["Astrid", "Björn", "Saga", "Åke"], last: ["Lindqvist", "Sjöberg", "Öberg", "Nyström"] };
const polish: Names = { first: ["Zofia", "Łukasz", "Małgorzata"], last: ["Wiśniewska", "Dąbrowski", "Żuk"] };
const japanese: Names = { first: ["結衣", "蓮", "陽菜"], last: ["佐藤", "鈴木", "高橋"] };
const hebrew: Names = { first: ["נועה", "איתי", "תמר"], last: ["כהן", "לוי", "מזרחי"] };

const byCountry: Record<string, Names> = {
  DE: german,
  AT: german,
  CH: german,
  FR: french,
  BE: dutch,
  IT: italian,
  ES: spanish,
  NL: dutch,
  SE: nordic,
  PL: polish,
  JP: japanese,
  IL: hebrew,
};

export function namesOf(countryCode: string): Names {
  return byCountry[countryCode] ?? english;
}

/** Names that break what was built for others: right-to-left, emoji, one letter, markup, very long. */
export const oddNames: readonly { firstName: string; lastName: string }[] = [
  { firstName: "نور", lastName: "الحسيني" },
  { firstName: "🌻 Sunny", lastName: "Field 🚲" },
  { firstName: "X", lastName: "Æ" },
  { firstName: "Robert'); DROP TABLE orders;--", lastName: "Tables" },
  { firstName: "<b>Bold</b>", lastName: "& Sons" },
  {
    firstName: "Wolfeschlegelsteinhausenbergerdorff",
    lastName: "Welchevoralternwarengewissenhaftschaferswessenschafe",
  },
];
