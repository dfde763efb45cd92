"""Somebody new is let in, chooses a password of their own, and a hash that was kept is held against the journal."""

from playwright.sync_api import expect

from tests.browser.pages import Hall, at, sign_in


def test_somebody_new_chooses_a_password_of_their_own(hall: Hall) -> None:
    manager = hall.manager()
    at(manager, "nav-accounts").click()
    at(manager, "new-job").fill("1077")
    at(manager, "new-name").fill("央金")
    at(manager, "person-save").click()
    given = at(manager, "first-password").inner_text()
    expect(at(manager, "person-1077")).to_contain_text("还没改初始密码")

    window = hall.page("console", "/window/?window=1")
    at(window, "language-en").click()
    expect(at(window, "login-submit")).to_have_text("Sign in")
    window.reload()
    expect(at(window, "login-submit")).to_have_text("Sign in")
    at(window, "language-zh-CN").click()
    sign_in(window, {"job_number": "1077", "password": given})
    at(window, "password-new").fill("12345678")
    at(window, "password-again").fill("12345678")
    at(window, "password-save").click()
    expect(at(window, "password-problem")).to_contain_text("太容易猜到")
    at(window, "password-new").fill("雪山下的小河 七")
    at(window, "password-again").fill("雪山下的小河 七")
    at(window, "password-save").click()
    expect(at(window, "account")).to_contain_text("央金")
    at(window, "account").click()
    at(window, "language-en").click()
    expect(at(window, "logout")).to_have_text("Sign out")

    at(manager, "nav-record").click()
    at(manager, "kept-hash").fill(f"2026-03-03 1 {at(manager, 'head-hash').inner_text()}")
    at(manager, "check-hash").click()
    expect(at(manager, "checked")).to_contain_text("对得上", timeout=90_000)
    at(manager, "kept-hash").fill("0" * 64)
    at(manager, "check-hash").click()
    expect(at(manager, "checked")).to_contain_text("对不上", timeout=90_000)
