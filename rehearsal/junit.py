"""The report as JUnit XML, for machines that collect test results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from rehearsal.play import Outcome
from rehearsal.report import failure

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(outcomes: Sequence[Outcome]) -> str:
    """One test suite; a difference is a failure, an assistant that did not answer is an error."""
    suite = ElementTree.Element("testsuite", name="rehearsal", tests=str(len(outcomes)))
    suite.set("failures", str(sum(not o.passed and not o.broken for o in outcomes)))
    suite.set("errors", str(sum(o.broken is not None for o in outcomes)))
    suite.set("time", f"{sum(o.seconds for o in outcomes):.3f}")
    for outcome in outcomes:
        _add_case(suite, outcome)
    suites = ElementTree.Element("testsuites")
    suites.append(suite)
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _add_case(suite: ElementTree.Element, outcome: Outcome) -> None:
    case = ElementTree.SubElement(
        suite, "testcase", name=_xml(outcome.case.title), classname=_xml(outcome.case.at.file)
    )
    case.set("file", _xml(outcome.case.at.file))
    case.set("line", str(outcome.case.at.line))
    case.set("time", f"{outcome.seconds:.3f}")
    if outcome.case.metadata:
        properties = ElementTree.SubElement(case, "properties")
        for name, value in outcome.case.metadata.items():
            ElementTree.SubElement(properties, "property", name=_xml(name), value=_xml(value))
    if not outcome.passed:
        message = outcome.broken or "; ".join(d.expected for d in outcome.differences)
        kind = "error" if outcome.broken else "failure"
        ElementTree.SubElement(case, kind, message=_xml(message)).text = _xml("\n".join(failure(outcome)))


def _xml(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
