# SPDX-License-Identifier: GPL-3.0-or-later
"""Functions as tests, each named by what must hold: TAP on stdout."""


class Skip(Exception):
    """Raised by a test that can't be run here, with the reason."""


def run_tests(tests):
    """Runs all of them. Gives the exit status."""
    worked = True
    print(f'1..{len(tests)}', flush=True)
    for number, test in enumerate(tests, 1):
        name = test.__name__.replace('_', ' ')
        try:
            test()
            print(f'ok {number} {name}', flush=True)
        except Skip as reason:
            print(f'ok {number} {name} # SKIP {reason}', flush=True)
        except AssertionError as problem:
            worked = False
            for line in str(problem).splitlines():
                print(f'# {line}')
            print(f'not ok {number} {name}', flush=True)
    return 0 if worked else 1
