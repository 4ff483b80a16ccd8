"""An import-linter contract: a library is imported in its own rooms and nowhere else."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OneRoomContract(Contract):  # type: ignore[misc]  # import-linter ships no types
    """Only the named rooms, and what lies inside them, import the named libraries directly.

    Unlike the contracts that come with import-linter, a room or a library need not be there yet: a library
    that nobody imports breaks nothing.

    Options:
        libraries: top-level names of the packages, as written after `import`.
        rooms: modules or packages of `kb` that may import them.
    """

    type_name = "one_room"

    libraries = fields.ListField(subfield=fields.StringField())
    rooms = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        strangers = [
            (importer, library, [detail["line_number"] for detail in details])
            for library in self.libraries
            if library in graph.modules
            for importer in sorted(graph.find_modules_that_directly_import(library))
            if not any(importer == room or importer.startswith(f"{room}.") for room in self.rooms)
            for details in [graph.get_import_details(importer=importer, imported=library)]
        ]
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, library, lines in check.metadata["strangers"]:
            places = ", ".join(f"l.{line}" for line in lines)
            output.print_error(f"- {importer} imports {library} ({places})", bold=False)
        output.print(f"Allowed in: {', '.join(self.rooms)}.")
        output.new_line()
