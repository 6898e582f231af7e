"""What every test shares: the profiles of hypothesis. CI sets HYPOTHESIS_PROFILE=ci."""

from __future__ import annotations

import os

from hypothesis import settings

# A slow machine is no fault: no deadline. In CI the same examples come every time.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=200)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))
