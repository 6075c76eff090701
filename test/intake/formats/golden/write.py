"""Writes the files beside it with the programs that finance people and their scripts use. README.md names what each is for.

pip install openpyxl==3.1.5 pandas==3.1.1 xlsxwriter==3.3.1 pypdf==7.1.1 sepaxml==2.7.0 pikepdf==10.18.0 factur-x==7.8
python write.py ../../../../samples/formats/factur-x.xml
"""
import csv
import datetime
import io
import json
import sys
from decimal import Decimal

import facturx
import openpyxl
import pandas
import pikepdf
import pypdf
import xlsxwriter
from sepaxml import SepaDD

HEADER = ["Invoice", "Customer ID", "Customer", "Amount due", "Currency", "Invoice date", "Due date"]
DAY = datetime.date
ROWS = [
    ["F-1", "00123", "Librería Peñalba", 1234.5, "EUR", DAY(2026, 1, 5), DAY(2026, 2, 4)],
    ["F-2", "00124", "Harbour & Finch", 0.1 + 0.2, "EUR", DAY(2026, 1, 13), DAY(2026, 2, 12)],
    ["F-3", "00125", "Müller «Süd»", -34.5, "EUR", DAY(2026, 1, 20), DAY(2026, 2, 19)],
]
FRAME = pandas.DataFrame(ROWS, columns=HEADER)
for name in ("Invoice date", "Due date"):
    FRAME[name] = pandas.to_datetime(FRAME[name])


def openpyxl_plain():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append(row)
    book.save("openpyxl-plain.xlsx")


def openpyxl_formula():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    for at, row in enumerate(ROWS, start=2):
        sheet.append(row)
        if at > 2:
            sheet[f"D{at}"] = f"=ROUND({row[3]}, 2)"
    book.save("openpyxl-formula.xlsx")


def openpyxl_merged():
    """A title, groups above the columns, and one customer over several rows, all merged by hand."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Open items on 1 March 2026"])
    sheet.merge_cells("A1:H1")
    sheet.append(["Customer", None, "Invoice", None, None, "Amount", None, None])
    for area in ("A2:B2", "C2:E2", "F2:H2"):
        sheet.merge_cells(area)
    sheet.append(["ID", "Name", "ID", "Date", "Due date", "Total", "Balance due", "Currency"])
    sheet.append(["00123", "Librería Peñalba", "F-1", DAY(2026, 1, 5), DAY(2026, 2, 4), 200, 120.5, "EUR"])
    sheet.append([None, None, "F-2", DAY(2026, 1, 6), DAY(2026, 2, 5), 80, 80, "EUR"])
    sheet.append(["00124", "Harbour & Finch", "F-3", DAY(2026, 1, 7), DAY(2026, 2, 6), 10, 10, "GBP"])
    sheet.append([None, None, "F-4", DAY(2026, 1, 8), DAY(2026, 2, 7), 10, 10, "GBP"])
    for area in ("A4:A5", "B4:B5"):
        sheet.merge_cells(area)
    book.save("openpyxl-merged.xlsx")


def xlsxwriter_book():
    """Formulas with what they come to, days from 1904, currencies in formats, rich text, texts inside the cells."""
    book = xlsxwriter.Workbook("xlsxwriter.xlsx", {"default_date_format": "dd/mm/yy", "date_1904": True, "in_memory": True})
    sheet = book.add_worksheet("Listado")
    book.add_worksheet("Notes").write("A1", "not a list")
    euros = book.add_format({"num_format": "#,##0.00 [$€-407]"})
    bold = book.add_format({"bold": True})
    for column, name in enumerate(HEADER):
        if name != "Currency":
            sheet.write(2, column, name, bold)
    for at, row in enumerate(ROWS, start=3):
        sheet.write_string(at, 0, row[0])
        sheet.write_string(at, 1, row[1])
        sheet.write_rich_string(at, 2, bold, row[2][:3], row[2][3:])
        sheet.write_formula(at, 3, f"=ROUND({row[3]},2)", euros, round(row[3], 2))
        sheet.write_datetime(at, 5, datetime.datetime.combine(row[5], datetime.time(13, 30)))
        sheet.write_datetime(at, 6, datetime.datetime.combine(row[6], datetime.time()))
    book.close()


def xlsxwriter_large():
    """As scripts write long lists: a row at a time, texts in the cells, no shared ones."""
    book = xlsxwriter.Workbook("xlsxwriter-constant-memory.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    for at, row in enumerate(ROWS, start=1):
        sheet.write_row(at, 0, row[:5] + [each.isoformat() for each in row[5:]])
    book.close()


def pandas_files():
    FRAME.to_excel("pandas-index.xlsx")
    grouped = pandas.DataFrame(
        [["F-1", DAY(2026, 1, 5), DAY(2026, 2, 4), 120.5, "EUR"], ["F-2", DAY(2026, 1, 6), DAY(2026, 2, 5), 80, "EUR"], ["F-3", DAY(2026, 1, 7), DAY(2026, 2, 6), 10, "GBP"]],
        index=pandas.MultiIndex.from_tuples([("00123", "Ana"), ("00123", "Ana"), ("00124", "Luis")], names=["Customer ID", "Customer"]),
        columns=pandas.MultiIndex.from_tuples([("Invoice", "Number"), ("Invoice", "Date"), ("Invoice", "Due date"), ("Open", "Amount"), ("Open", "Currency")]),
    )
    grouped.to_excel("pandas-groups.xlsx")
    FRAME.to_csv("pandas-cp1252.csv", sep=";", decimal=",", encoding="cp1252", index=False, date_format="%d/%m/%Y")
    FRAME.to_csv("pandas-utf16.csv", sep="\t", encoding="utf-16", index=False)
    FRAME.to_csv("pandas-index.csv")
    FRAME.to_json("pandas-records.json", orient="records", date_format="iso", force_ascii=True)
    FRAME.to_json("pandas-epoch.json", orient="records", date_format="epoch")
    FRAME.to_json("pandas-lines.jsonl", orient="records", lines=True, date_format="iso", force_ascii=False)
    FRAME.to_json("pandas-table.json", orient="table", index=False)
    FRAME.to_json("pandas-columns.json", date_format="iso")


def python_modules():
    with open("python-csv.csv", "w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(HEADER)
        writer.writerows(ROWS)
    with open("python-decimal.json", "w") as file:
        exact = [dict(zip(HEADER, [*row[:3], str(Decimal(row[3]).quantize(Decimal("0.01"))), *row[4:]])) for row in ROWS]
        json.dump({"generated": DAY(2026, 3, 1), "items": exact}, file, default=str, indent=1)


def sepaxml_debit():
    debit = SepaDD(
        {"name": "Acme", "IBAN": "ES0000000000000000000000", "BIC": "AAAAESAA", "batch": True, "creditor_id": "ES00ZZZ00000000A", "currency": "EUR"},
        schema="pain.008.001.02",
        clean=True,
    )
    debit.add_payment(
        {"name": "Ana", "IBAN": "ES0000000000000000000000", "BIC": "AAAAESAA", "amount": 1012, "type": "RCUR", "collection_date": DAY(2026, 3, 1), "mandate_id": "M-1", "mandate_date": DAY(2026, 1, 1), "description": "F-1"}
    )
    with open("sepaxml-pain-008.xml", "wb") as file:
        file.write(debit.export(validate=False))


def pypdf_files(xml):
    def paged():
        writer = pypdf.PdfWriter()
        writer.add_blank_page(width=595, height=842)
        return writer

    plain = paged()
    plain.add_attachment("factur-x.xml", xml)
    plain.write("pypdf-factur-x.pdf")
    packed = paged()
    packed.add_attachment("terms.txt", b"Pay in 30 days.")
    packed.add_attachment("ZUGFeRD-invoice.xml", xml)
    packed.compress_identical_objects()
    packed.write("pypdf-zugferd.pdf")
    none = paged()
    none.write("pypdf-no-attachment.pdf")
    other = paged()
    other.add_attachment("terms.txt", b"Pay in 30 days.")
    other.write("pypdf-other-attachment.pdf")
    locked = paged()
    locked.add_attachment("factur-x.xml", xml)
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write("pypdf-locked.pdf")


def factur_x_file(xml):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=595, height=842)
    page = io.BytesIO()
    writer.write(page)
    made = facturx.generate_from_binary(page.getvalue(), xml, check_xsd=False, check_schematron=False, afrelationship="data")
    with open("factur-x.pdf", "wb") as file:
        file.write(made)


def pikepdf_files(xml):
    """By qpdf: what can be packed lies in packed object streams, and the names of 80 files in a tree of several leaves."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for index in range(40):
        pdf.attachments[f"a-{index:02}.txt"] = pikepdf.AttachedFileSpec(pdf, b"-", filename=f"a-{index:02}.txt")
    pdf.attachments["XRechnung.xml"] = pikepdf.AttachedFileSpec(pdf, xml, filename="XRechnung.xml")
    for index in range(40):
        pdf.attachments[f"z-{index:02}.txt"] = pikepdf.AttachedFileSpec(pdf, b"-", filename=f"z-{index:02}.txt")
    pdf.save("pikepdf-object-streams.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)


openpyxl_plain()
openpyxl_formula()
openpyxl_merged()
xlsxwriter_book()
xlsxwriter_large()
pandas_files()
python_modules()
sepaxml_debit()
with open(sys.argv[1], "rb") as source:
    invoice = source.read()
pypdf_files(invoice)
factur_x_file(invoice)
pikepdf_files(invoice)
