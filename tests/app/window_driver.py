# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the program's window from outside: the accessibility tree over D-Bus, keys and clicks over XTEST.

libatspi is passed by: it asks GTK for screen coordinates, which there are none of, and keeps a cache that goes stale.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

try:
    from gi.repository import Gio, GLib
except ImportError:  # said by missing_tools()
    Gio = None

ACCESSIBLE = 'org.a11y.atspi.Accessible'
# Roles whose insides say nothing that the thing itself doesn't say.
CLOSED = {'button', 'label', 'text box', 'image', 'scroll bar', 'tree grid', 'combo box', 'separator'}
ROOT = '/org/a11y/atspi/accessible/root'


def missing_tools(*more):
    """Names of what is not installed here, or an empty list."""
    missing = [tool for tool in ('Xvfb', 'dbus-run-session', 'xdotool', *more) if not shutil.which(tool)]
    if not Gio:
        missing.append('python3-gi')
    return missing


def run_again(*, screen='1280x800', extra=None):
    """Runs this very script on a display and a bus of its own, once; returns where it is there already."""
    if os.environ.get('STEELYARD_OWN_DISPLAY'):
        return
    env = dict(os.environ, STEELYARD_OWN_DISPLAY='1', GDK_BACKEND='x11', GSK_RENDERER='cairo',
               GSETTINGS_BACKEND='memory', NO_AT_BRIDGE='0', **(extra or {}))
    for name in ('WAYLAND_DISPLAY', 'XAUTHORITY', 'GTK_A11Y', 'AT_SPI_BUS_ADDRESS', 'DBUS_SESSION_BUS_ADDRESS'):
        env.pop(name, None)
    # Xvfb itself finds a free display; xvfb-run only guesses, and two of them at once take the same.
    # It must not begin anew when its first client leaves: the next one would be refused meanwhile.
    reading, writing = os.pipe()
    display = subprocess.Popen(['Xvfb', '-displayfd', str(writing), '-screen', '0', f'{screen}x24', '-noreset',
                                '-nolisten', 'tcp'],
                               pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        env['DISPLAY'] = ':' + pipe.readline().strip()
    try:
        # What the services of the bus say goes to stderr: stdout is for TAP.
        script = 'exec dbus-run-session -- sh -c \'exec "$@" 1>&3 3>&-\' sh "$@" 3>&1 1>&2'
        sys.exit(subprocess.call(['sh', '-c', script, 'sh', sys.executable, *sys.argv], env=env))
    finally:
        display.terminate()
        display.wait()


# What a step may fail with and be told of; anything else is a mistake of the test.
PROBLEMS = (AssertionError, OSError, IndexError, zipfile.BadZipFile)


def is_shown(node):
    return node.shown


def run_step(number, step, act, window=None):
    """One line of TAP; whether it worked."""
    name = step.__name__.replace('_', ' ')
    try:
        act()
    except PROBLEMS as problem:
        for line in str(problem).splitlines() + (window.said().splitlines() if window else []):
            print(f'# {line}')
        print(f'not ok {number} {name}', flush=True)
        if window and os.environ.get('STEELYARD_SHOT_ON_FAILURE'):
            window.shoot(os.environ['STEELYARD_SHOT_ON_FAILURE'])
        return False
    print(f'ok {number} {name}', flush=True)
    return True


def run_steps(program, steps, *arguments, files=(), size=(1280, 800), plan=None, **environment):
    """The steps of one visit, in one window, each building on those before: the first failure ends it. Each is called
    with the window and the arguments. @plan: how many there are, with those that come after the visit. Gives the exit
    status."""
    worked = True
    print(f'1..{plan or len(steps)}', flush=True)
    with Window(program, *files, **environment) as window:
        window.wait('button', '')
        window.resize(*size)
        for number, step in enumerate(steps, 1):
            if not worked:
                print(f'not ok {number} {step.__name__.replace("_", " ")} # an earlier step failed', flush=True)
                continue
            worked = run_step(number, step, lambda step=step: step(window, *arguments), window)
    return 0 if worked else 1


def run_alone(steps):
    """Steps that need nothing of one another, each with a folder of its own. Gives the exit status."""
    worked = True
    print(f'1..{len(steps)}', flush=True)
    for number, step in enumerate(steps, 1):
        with tempfile.TemporaryDirectory(prefix='steelyard-step-') as folder:
            worked = run_step(number, step, lambda step=step, folder=folder: step(folder)) and worked
    return 0 if worked else 1


def say_nothing(window, *_):
    """A step: the program has not complained to its terminal."""
    said = [line for line in window.said().splitlines() if 'WARNING' in line or 'CRITICAL' in line]
    assert not said, '\n'.join(said)


def skip_without(*more):
    """Ends the test, saying so in TAP, where it can't be run; else goes on with a display of its own."""
    missing = missing_tools(*more)
    if missing:
        print(f'1..0 # SKIP not installed here: {", ".join(missing)}')
        sys.exit(0)
    run_again()


class Node:
    """One accessible thing: a place on the bus."""

    def __init__(self, bus, name, path):
        self.bus, self.owner, self.path = bus, name, path

    def call(self, interface, method, arguments=None):
        return self.bus.call_sync(self.owner, self.path, interface, method, arguments, None, 0, 5000, None).unpack()

    def read(self, interface, name):
        return self.call('org.freedesktop.DBus.Properties', 'Get', GLib.Variant('(ss)', (interface, name)))[0]

    @property
    def name(self):
        return self.read(ACCESSIBLE, 'Name')

    @property
    def role(self):
        return self.call(ACCESSIBLE, 'GetRoleName')[0]

    @property
    def shown(self):
        return self.extents()[2] > 0

    @property
    def sensitive(self):
        low = self.call(ACCESSIBLE, 'GetState')[0][0]
        return bool(low & 1 << 24)  # ATSPI_STATE_SENSITIVE

    def children(self):
        return [Node(self.bus, *place) for place in self.call(ACCESSIBLE, 'GetChildren')[0]]

    def walk(self):
        """This and all below it, but for the insides of controls and grids."""
        try:
            role, children = self.role, self.children()
        except GLib.Error:
            return  # it went away while it was looked at
        yield self
        for child in children if role not in CLOSED else ():
            yield from child.walk()

    def cells(self):
        """The cells of a grid, row by row."""
        return [cell for row in self.children() if row.role == 'row' for cell in row.children()]

    def extents(self):
        return self.call('org.a11y.atspi.Component', 'GetExtents', GLib.Variant('(u)', (1,)))[0]

    def act(self):
        self.call('org.a11y.atspi.Action', 'DoAction', GLib.Variant('(i)', (0,)))

    def select(self, index):
        self.call('org.a11y.atspi.Selection', 'SelectChild', GLib.Variant('(i)', (index,)))


class Window:
    """The running program. `with Window(program, files) as window: …`"""

    def __init__(self, program, *files, **environment):
        self.home = tempfile.mkdtemp(prefix='steelyard-window-')
        env = dict(os.environ, HOME=self.home, XDG_DATA_HOME=f'{self.home}/data', XDG_CONFIG_HOME=f'{self.home}/config',
                   XDG_CACHE_HOME=f'{self.home}/cache', **environment)
        self.log = open(f'{self.home}/log', 'w+', encoding='utf-8')
        self.process = subprocess.Popen([program, *files], env=env, stdout=self.log, stderr=self.log)
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, 10000,
                                    None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def said(self):
        """What the program wrote to its terminal."""
        with open(f'{self.home}/log', encoding='utf-8', errors='replace') as log:
            return log.read()

    def root(self):
        return Node(self.bus, 'org.a11y.atspi.Registry', ROOT)

    def nodes(self):
        for application in self.root().children():
            yield from application.walk()

    def look(self, role, name, only=None):
        """The first thing with that role whose name contains @name, or None."""
        try:
            for node in self.nodes():
                if node.role == role and name in node.name and (not only or only(node)):
                    return node
        except GLib.Error:
            pass  # things went away while they were looked at
        return None

    def wait(self, role, name, seconds=20, only=None):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, f'the program ended with {self.process.returncode}:\n{self.said()}'
            node = self.look(role, name, only)
            if node:
                return node
            time.sleep(0.1)
        raise AssertionError(f'there is no {role} “{name}” after {seconds} s')

    def wait_gone(self, role, name, seconds=20):
        """Until nothing of that name is shown, such as a dialog that closes."""
        end = time.monotonic() + seconds
        while self.look(role, name, lambda node: node.shown):
            assert time.monotonic() < end, f'there still is a {role} “{name}” after {seconds} s'
            time.sleep(0.1)

    def press(self, role, name, seconds=20):
        self.wait(role, name, seconds, lambda node: node.sensitive).act()

    def click(self, node):
        x, y, width, height = node.extents()
        subprocess.run(['xdotool', 'mousemove', str(x + width // 2), str(y + height // 2), 'click', '1'], check=True)
        time.sleep(0.3)

    def wheel_down(self):
        """To the end of what is under the pointer."""
        subprocess.run(['xdotool', 'click', '--repeat', '20', '--delay', '20', '5'], check=True)
        time.sleep(0.5)

    def keys(self, *keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', '--delay', '30', *keys], check=True)
        time.sleep(0.3)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '20', text], check=True)
        time.sleep(0.2)

    def resize(self, width, height):
        """There is no window manager here: the first window fills the place that it is given, and has the focus."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.'], capture_output=True, text=True)
        for window in found.stdout.split()[:1]:
            subprocess.run(['xdotool', 'windowmove', window, '0', '0', 'windowsize', window, str(width), str(height),
                            'windowfocus', window], check=True)
        time.sleep(0.5)

    def focus(self):
        """The newest window, such as a dialog, gets the keys."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.'], capture_output=True, text=True)
        for window in found.stdout.split()[-1:]:
            subprocess.run(['xdotool', 'windowfocus', window], check=True)
        time.sleep(0.3)

    def shoot(self, path):
        time.sleep(0.7)
        subprocess.run(['import', '-window', 'root', path], check=True)
