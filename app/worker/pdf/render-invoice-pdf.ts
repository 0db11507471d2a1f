import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import { formatMinor } from "#app/domain/basics/money.ts";
import { parseDocumentText, type PrintedDocument } from "./document-text.ts";

type Pdf = InstanceType<typeof PDFDocument>;
type Fonts = { regular: string; bold: string };

const MARGIN = 50;
const RIGHT = 545;
const BOTTOM = 770;
const COLUMNS = { description: 50, quantity: 330, tax: 370, net: 430 } as const;
const GREY = "#5c5f62";

// The built-in Helvetica covers Western Europe and costs no bytes; whoever needs more gets DejaVu embedded.
const WESTERN = /^[\x20-\x7e\u00a0-\u00ff\u20ac\u2013\u2014\u2018-\u201e\u2022\u2026\n]*$/;
const require = createRequire(import.meta.url);

/**
 * One frozen document as an A4 PDF. The same document gives the same bytes: its date is the document's own, and nothing
 * of the moment of rendering enters.
 */
export function renderInvoicePdf(document: { body: string; hash: string; issuedAt: Date }): Promise<Buffer> {
  const content = parseDocumentText(document.body);
  const title = `${titleOf(content)} ${content.number}`;
  const pdf = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    bufferPages: true,
    info: { Title: title, Author: content.seller.name, CreationDate: document.issuedAt, ModDate: document.issuedAt },
  });
  const done = collect(pdf);
  const fonts = fontsFor(pdf, document.body);
  drawHead(pdf, fonts, content);
  drawLines(pdf, fonts, content);
  drawTotals(pdf, fonts, content);
  drawFoot(pdf, fonts, content, document.hash);
  pdf.end();
  return done;
}

function collect(pdf: Pdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
}

function fontsFor(pdf: Pdf, text: string): Fonts {
  if (WESTERN.test(text)) return { regular: "Helvetica", bold: "Helvetica-Bold" };
  pdf.registerFont("regular", require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
  pdf.registerFont("bold", require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"));
  return { regular: "regular", bold: "bold" };
}

function titleOf(content: PrintedDocument): string {
  return content.kind === "invoice" ? "Invoice" : "Credit note";
}

function drawHead(pdf: Pdf, fonts: Fonts, content: PrintedDocument): void {
  const { seller, buyer } = content;
  pdf.font(fonts.bold).fontSize(20).text(titleOf(content), MARGIN, MARGIN);
  pdf.font(fonts.regular).fontSize(9).fillColor(GREY);
  const from = [
    seller.name,
    seller.address1,
    `${seller.zip} ${seller.city}`.trim(),
    seller.countryCode,
    seller.vatId ? `VAT ${seller.vatId}` : "",
  ];
  pdf.text(from.filter((line) => line !== "").join("\n"), 330, MARGIN, { width: RIGHT - 330, align: "right" });
  pdf.fillColor("black").fontSize(10).text(buyerLines(buyer).join("\n"), MARGIN, 130, { width: 260 });
  const facts: [string, string][] = [
    ["Number", content.number],
    ["Date", content.issueDay],
    ["Order", content.orderName],
    ...(content.poNumber ? [["Your reference", content.poNumber] as [string, string]] : []),
    ...(content.correctsNumber ? [["Corrects invoice", content.correctsNumber] as [string, string]] : []),
  ];
  facts.forEach(([label, value], index) => {
    const y = 130 + index * 15;
    pdf.fillColor(GREY).text(label, 330, y, { width: 90 });
    pdf.fillColor("black").text(value, 420, y, { width: RIGHT - 420, align: "right" });
  });
  pdf.y = Math.max(pdf.y, 230) + 20;
}

function buyerLines({ name, company, address }: PrintedDocument["buyer"]): string[] {
  const place = [address?.zip, address?.city, address?.provinceCode].filter(Boolean).join(" ");
  return [company, name, address?.address1, address?.address2, place, address?.countryCode].flatMap((line) =>
    line ? [line] : [],
  );
}

function drawLines(pdf: Pdf, fonts: Fonts, content: PrintedDocument): void {
  drawLineHead(pdf, fonts, content);
  pdf.font(fonts.regular).fontSize(9);
  for (const line of content.lines) {
    const text = line.sku ? `${line.description}\n${line.sku}` : line.description;
    const height = pdf.heightOfString(text, { width: 270 });
    if (pdf.y + height > BOTTOM) {
      pdf.addPage();
      drawLineHead(pdf, fonts, content);
      pdf.font(fonts.regular).fontSize(9);
    }
    const y = pdf.y;
    pdf.text(text, COLUMNS.description, y, { width: 270 });
    pdf.text(String(line.quantity), COLUMNS.quantity, y, { width: 30, align: "right" });
    pdf.text(ratesOf(line.taxes), COLUMNS.tax, y, { width: 55, align: "right" });
    pdf.text(formatMinor(line.netMinor, content.currency), COLUMNS.net, y, {
      width: RIGHT - COLUMNS.net,
      align: "right",
    });
    pdf.y = y + height + 6;
  }
}

function drawLineHead(pdf: Pdf, fonts: Fonts, content: PrintedDocument): void {
  const y = pdf.y;
  pdf.font(fonts.bold).fontSize(9).fillColor("black");
  pdf.text("Description", COLUMNS.description, y, { width: 270 });
  pdf.text("Qty", COLUMNS.quantity, y, { width: 30, align: "right" });
  pdf.text("Tax", COLUMNS.tax, y, { width: 55, align: "right" });
  pdf.text(`Net ${content.currency}`, COLUMNS.net, y, { width: RIGHT - COLUMNS.net, align: "right" });
  pdf
    .moveTo(MARGIN, y + 14)
    .lineTo(RIGHT, y + 14)
    .strokeColor("#c9cccf")
    .stroke();
  pdf.y = y + 20;
}

function ratesOf(taxes: readonly { ratePpm: number }[]): string {
  return taxes.map((each) => percent(each.ratePpm)).join(" + ") || "-";
}

/** 190000 parts per million is "19 %". */
function percent(ratePpm: number): string {
  return `${String(ratePpm / 10_000)} %`;
}

function drawTotals(pdf: Pdf, fonts: Fonts, content: PrintedDocument): void {
  if (pdf.y + 60 + content.taxByRate.length * 14 > BOTTOM) pdf.addPage();
  pdf.y += 6;
  pdf.moveTo(330, pdf.y).lineTo(RIGHT, pdf.y).strokeColor("#c9cccf").stroke();
  pdf.y += 8;
  const row = (label: string, amountMinor: number, font: string) => {
    const y = pdf.y;
    pdf.font(font).fontSize(10).text(label, 330, y, { width: 130 });
    pdf.text(`${formatMinor(amountMinor, content.currency)} ${content.currency}`, 440, y, {
      width: RIGHT - 440,
      align: "right",
    });
    pdf.y = y + 15;
  };
  row("Net", content.netMinor, fonts.regular);
  for (const each of content.taxByRate) row(`${each.title} ${percent(each.ratePpm)}`, each.taxMinor, fonts.regular);
  row(content.kind === "invoice" ? "Total" : "Total credited", content.totalMinor, fonts.bold);
}

function drawFoot(pdf: Pdf, fonts: Fonts, content: PrintedDocument, hash: string): void {
  const note = content.isProRata ? "The refund names no goods: its tax is spread over the rates of the order. " : "";
  pdf.font(fonts.regular).fontSize(8).fillColor(GREY);
  pdf.text(`${note}Reason: ${content.cause}.`, MARGIN, pdf.y + 20, { width: RIGHT - MARGIN });
  const pages = pdf.bufferedPageRange().count;
  for (let page = 0; page < pages; page += 1) {
    pdf.switchToPage(page);
    pdf.page.margins.bottom = 0;
    pdf.text(`${content.number}  |  ${hash.slice(0, 16)}  |  ${page + 1} of ${pages}`, MARGIN, 800, {
      width: RIGHT - MARGIN,
      align: "center",
      lineBreak: false,
    });
  }
}
