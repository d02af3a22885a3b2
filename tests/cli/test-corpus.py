#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other projects' test files, many of them broken or hostile: each is read or refused in one clear line, within 20 seconds
and 512 MB of memory. TAP on stdout.

Usage: test-corpus.py PROGRAM
  STEELYARD_CORPUS=all  every file, not a sample; what was refused is listed
  STEELYARD_CORPUS_DIR  another folder than the data of the tests
"""
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

PROGRAM = os.path.abspath(sys.argv[1])
ALL = os.environ.get('STEELYARD_CORPUS') == 'all'
# Every so many files of the folders, in the order of their names.
STEP = 1 if ALL else 29
SECONDS = 20  # of computing
PATIENCE = 3 * SECONDS  # by the clock: other programs run too
MEMORY = 512 * 1024  # KB resident
ADDRESSES = 4 << 30  # what runs away is stopped before the machine suffers
COMMANDS = ('convert', 'import')


def list_files(folder):
    found = []
    for place, _, names in os.walk(folder):
        found += [os.path.join(place, name) for name in names if not name.endswith('.md') and name != 'SOURCE.txt']
    return sorted(found)


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(command, path, work):
    """What is wrong with how a file was dealt with, or None; whether it was read; its message, seconds of computing and memory."""
    out = os.path.join(work, f'{threading.get_ident()}.' + ('csv' if command == 'convert' else 'steelyard'))
    for end in ('', '.wal'):
        if os.path.exists(out + end):
            os.unlink(out + end)
    start = time.monotonic()
    with tempfile.TemporaryFile(dir=work) as told:
        process = subprocess.Popen([PROGRAM, command, path, '-o', out], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=told, preexec_fn=limit, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        late = threading.Timer(PATIENCE, process.kill)
        late.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        late.cancel()
        told.seek(0)
        lines = told.read().decode('utf-8', 'replace').splitlines()
    seconds = time.monotonic() - start
    used = usage.ru_utime + usage.ru_stime
    wrong = None
    refusals = [line for line in lines if line.startswith('steelyard: ')]
    if process.returncode == -9 and seconds >= PATIENCE or used > SECONDS:
        wrong = f'took {seconds:.0f} seconds, {used:.1f} of computing'
    elif process.returncode not in (0, 1):
        wrong = f'ended with {process.returncode}: ' + ' '.join(lines)[-200:]
    elif process.returncode == 1 and (len(refusals) != 1 or lines[-1:] != refusals or len(refusals[0]) > 600):
        wrong = 'refused, but not in one line: ' + ' / '.join(lines)[-400:]
    elif any('CRITICAL' in line or 'WARNING' in line for line in lines):
        wrong = 'warned of itself: ' + ' '.join(lines)[:300]
    elif usage.ru_maxrss > MEMORY:
        wrong = f'took {usage.ru_maxrss // 1024} MB'
    return wrong, process.returncode == 0, refusals[-1] if refusals else '', used, usage.ru_maxrss


def judge(path, work):
    return path, {command: run(command, path, work) for command in COMMANDS}


def main():
    base = os.environ.get('STEELYARD_CORPUS_DIR')
    data = os.path.join(os.environ.get('STEELYARD_TEST_DATA', ''), 'data')
    folders = [base] if base else [os.path.join(data, 'spreadsheets'), os.path.join(data, 'csv')]
    files = [path for folder in folders for path in list_files(folder)][::STEP]
    print('1..1')
    if not files:
        print(f'ok 1 corpus # SKIP {folders[0]} is not there')
        return 0
    bad, n_read, slowest, largest = [], dict.fromkeys(COMMANDS, 0), (0, ''), (0, '')
    with tempfile.TemporaryDirectory(prefix='steelyard-corpus-') as work, ThreadPoolExecutor(2) as pool:
        for path, results in pool.map(lambda path: judge(path, work), files):
            for command, (wrong, read, message, used, memory) in results.items():
                n_read[command] += read
                slowest, largest = max(slowest, (used, path)), max(largest, (memory, path))
                if wrong:
                    bad.append(f'{command} {path}: {wrong}')
                elif ALL and not read and command == 'convert':
                    print(f'# {path}: {message}')
    for line in bad:
        print(f'# {line}')
    print(f'# {len(files)} files: ' + ', '.join(f'{command} {n}' for command, n in n_read.items())
          + f'; slowest {slowest[0]:.1f} s {os.path.basename(slowest[1])}; most memory {largest[0] // 1024} MB '
          + os.path.basename(largest[1]))
    print(('not ok' if bad else 'ok') + ' 1 corpus')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
