"""An import-linter contract: a library is imported in its own rooms and nowhere else."""

import re

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def _names(line: str, library: str) -> bool:
    """Whether a line imports a library, or the part of it that is meant: `from urllib import request` as well."""
    package, _, part = library.partition(".")
    if not part:
        return True
    return bool(re.search(rf"\b{package}[.]{part}\b|\bfrom {package} import\b.*\b{part}\b", line))


class OneRoomContract(Contract):  # type: ignore[misc]  # import-linter ships no types
    """Only the named rooms, and what lies inside them, import the named libraries directly.

    Unlike the contracts that come with import-linter, a room or a library need not be there yet: a library
    that nobody imports breaks nothing.

    Options:
        libraries: names of the packages, as written after `import`; with a dot, `urllib.request`, for a part of one.
        rooms: modules or packages of `kb` that may import them.
    """

    type_name = "one_room"

    libraries = fields.ListField(subfield=fields.StringField())
    rooms = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        strangers = [
            (importer, library, lines)
            for library in self.libraries
            for package in [library.partition(".")[0]]
            if package in graph.modules
            for importer in sorted(graph.find_modules_that_directly_import(package))
            if not any(importer == room or importer.startswith(f"{room}.") for room in self.rooms)
            for details in [graph.get_import_details(importer=importer, imported=package)]
            if (
                lines := [
                    detail["line_number"] for detail in details if _names(detail["line_contents"], library)
                ]
            )
        ]
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, library, lines in check.metadata["strangers"]:
            places = ", ".join(f"l.{line}" for line in lines)
            output.print_error(f"- {importer} imports {library} ({places})", bold=False)
        output.print(f"Allowed in: {', '.join(self.rooms)}.")
        output.new_line()
