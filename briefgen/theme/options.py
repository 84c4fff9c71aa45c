"""Check what a site sets of a theme's options against what the theme declares."""

from collections.abc import Mapping

from briefgen.errors import ContentError, Diagnostic, error
from briefgen.model.theme import OptionType, ThemeOption
from briefgen.schema.suggest import closest
from briefgen.theme.folders import CONFIG

OptionValue = str | int | bool

_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def option_values(
    declared: Mapping[str, ThemeOption], given: Mapping[str, object]
) -> tuple[tuple[str, OptionValue], ...]:
    """
    Return the name and the value of every option that is *declared*, in that order.

    Raises:
        ContentError: an option that is *given* does not exist, or wants another type.

    """
    faults: list[Diagnostic] = []
    for name in given:
        if name not in declared:
            suggestion = closest(name, declared)
            faults.append(
                error(
                    f"the theme has no option `{name}`",
                    CONFIG,
                    help=f"did you mean `{suggestion}`?" if suggestion else "",
                )
            )
    values = []
    for name, option in declared.items():
        value = _value(option, given.get(name, option.default))
        if value is None:
            expected = option.type.value
            if option.choices:
                expected = "one of " + ", ".join(f"`{choice}`" for choice in option.choices)
            faults.append(error(f"the option `{name}` of the theme wants {expected}", CONFIG))
        else:
            values.append((name, value))
    if faults:
        raise ContentError(*faults)
    return tuple(values)


def _value(option: ThemeOption, given: object) -> OptionValue | None:
    """Return what is given as the option's type; ``None`` if it is not of that type."""
    text = str(given).lower() if isinstance(given, bool) else str(given)
    if option.type is OptionType.YES_OR_NO:
        return _TRUTHS.get(text.lower())
    if option.type is OptionType.WHOLE_NUMBER:
        return int(text) if text.removeprefix("-").isdecimal() and text.isascii() else None
    if option.type is OptionType.CHOICE:
        return text if text in option.choices else None
    return text
