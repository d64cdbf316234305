"""Word's own numbering: one definition that runs 1, 2, 3 … through every heading of the report."""

from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

_ABSTRACT = """
<w:abstractNum {ns} w:abstractNumId="{id}">
  <w:multiLevelType w:val="singleLevel"/>
  <w:lvl w:ilvl="0">
    <w:start w:val="1"/>
    <w:numFmt w:val="decimal"/>
    <w:lvlText w:val="%1."/>
    <w:lvlJc w:val="left"/>
    <w:pPr>
      <w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs>
      <w:ind w:left="567" w:hanging="567"/>
    </w:pPr>
  </w:lvl>
</w:abstractNum>
"""
_NUM = '<w:num {ns} w:numId="{num}"><w:abstractNumId w:val="{id}"/></w:num>'
_USE = '<w:numPr {ns}><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>'


def numbering_for(document: Document) -> str:
    """Define the run of numbers once; its id is given to each numbered paragraph."""
    numbering: Any = document.part.numbering_part.element
    definitions = numbering.findall(qn("w:abstractNum"))
    uses = numbering.findall(qn("w:num"))
    new = str(1 + max(int(d.get(qn("w:abstractNumId"))) for d in definitions))
    num = str(1 + max(int(n.get(qn("w:numId"))) for n in uses))
    ns = nsdecls("w")
    definitions[-1].addnext(parse_xml(_ABSTRACT.format(ns=ns, id=new)))
    uses[-1].addnext(parse_xml(_NUM.format(ns=ns, num=num, id=new)))
    return num


def number_paragraph(said: Paragraph, num: str) -> None:
    said._p.get_or_add_pPr().append(parse_xml(_USE.format(ns=nsdecls("w"), num=num)))
