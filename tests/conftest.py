"""How many examples Hypothesis tries: few and always the same by default, many and new ones with --hypothesis-profile=slow."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "default",
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.register_profile("slow", settings.get_profile("default"), max_examples=1000, derandomize=False, print_blob=True)
settings.load_profile("default")
