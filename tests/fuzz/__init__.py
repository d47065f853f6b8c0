"""Coverage-guided fuzzing by atheris (libFuzzer): `python -m tests.fuzz TARGET FOLDER -max_total_time=1800`.

`targets.py` (what is fuzzed, and what must hold), `seeds.py` (what it begins from).
"""
