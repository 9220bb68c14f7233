from django.urls import path

from lagesbild.accounts.views import confirming, entering, own_factors, own_page

app_name = "accounts"
urlpatterns = [
    path("", own_page.me, name="me"),
    path("login/", entering.Login.as_view(), name="login"),
    path("login/kod/", entering.login_code, name="login_code"),
    path("login/nyckel/", entering.login_key, name="login_key"),
    path("logout/", entering.Logout.as_view(), name="logout"),
    path("losenord/", own_page.PasswordChange.as_view(), name="password_change"),
    path("bekrafta/", confirming.confirm, name="confirm"),
    path("faktor/", own_factors.enrol, name="enrol"),
    path("faktor/koder/", own_factors.recovery, name="recovery"),
    path("faktor/nyckel/", own_factors.add_key, name="add_key"),
    path("faktor/<int:pk>/namn/", own_factors.rename_key, name="rename_key"),
    path("faktor/<int:pk>/ta-bort/", own_factors.remove, name="remove_factor"),
    path("inloggning/<int:pk>/avsluta/", own_page.end_session, name="end_session"),
    path("inloggningar/avsluta/", own_page.end_other_sessions, name="end_other_sessions"),
]
