from django.urls import path

from lagesbild.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.me, name="me"),
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", views.Logout.as_view(), name="logout"),
    path("losenord/", views.PasswordChange.as_view(), name="password_change"),
]
