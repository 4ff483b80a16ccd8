"""Makes new records: from the type's template or a draft, with a title that is not said yet."""

from kb.drafting.bringing import Integration, integration
from kb.drafting.draft import Wish, draft, home, values_of
from kb.drafting.likeness import Alike, alike
from kb.drafting.template import template

__all__ = ["Alike", "Integration", "Wish", "alike", "draft", "home", "integration", "template", "values_of"]
