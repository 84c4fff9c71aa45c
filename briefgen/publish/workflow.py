"""x."""

WORKFLOW = ".github/workflows/publish.yml"


def write_workflow(project):
    """x."""
    return []
