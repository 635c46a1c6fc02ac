"""Settings: read once at start, passed on as plain values. Secrets come from files, never shown."""

from config.settings import Settings, SettingsError, load

__all__ = ["Settings", "SettingsError", "load"]
