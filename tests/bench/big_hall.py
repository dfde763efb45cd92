"""A city's hall: 40 windows in ten departments, 60 services, two clerks for each window."""

from __future__ import annotations

from typing import Any

from config.definition import Definition

WINDOWS = 40
DEPARTMENTS = 10
SERVICES = 60


def big_hall(**changes: Any) -> Definition:
    """Window n belongs to department n mod 10 and serves its six services."""
    services = [
        {
            "code": f"S{n:02}",
            "name": {"zh-CN": f"事项{n}", "en": f"Service {n}"},
            "department": f"D{n % DEPARTMENTS}",
            "prefix": chr(ord("A") + n % DEPARTMENTS),
            "promised_minutes": 15 + 5 * (n % 4),
            "handling_minutes": 10 + 5 * (n % 3),
            **({"statutory_minutes": 60 * 24} if n % 3 == 0 else {}),
        }
        for n in range(SERVICES)
    ]
    windows = [
        {
            "code": str(n + 1),
            "name": {"zh-CN": f"{n + 1}号", "en": f"No. {n + 1}"},
            "department": f"D{n % DEPARTMENTS}",
            "services": [s["code"] for s in services if s["department"] == f"D{n % DEPARTMENTS}"],
        }
        for n in range(WINDOWS)
    ]
    staff = [
        {"job_number": f"{shift}{n + 1:03}", "name": f"员工{shift}{n + 1:02}", "window": str(n + 1)}
        for shift in (1, 2)
        for n in range(WINDOWS)
    ]
    day = [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}]
    document = {
        "code": "city",
        "name": {"zh-CN": "市政务服务中心", "en": "City hall"},
        "languages": ["zh-CN", "en"],
        "hours": {"week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), day)},
        "departments": [
            {"code": f"D{n}", "name": {"zh-CN": f"部门{n}", "en": f"Dept {n}"}} for n in range(DEPARTMENTS)
        ],
        "services": services,
        "windows": windows,
        "staff": [*staff, {"job_number": "9001", "name": "主任", "roles": ["manager"]}],
        **changes,
    }
    return Definition.model_validate(document)
