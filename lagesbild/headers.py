"""The one header that neither Django nor django-csp sends."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NOTHING = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "midi", "payment", "serial", "usb")
OURS = ("publickey-credentials-create", "publickey-credentials-get")  # passkeys
POLICY = ", ".join([*(f"{name}=()" for name in NOTHING), *(f"{name}=(self)" for name in OURS)])


class PermissionsPolicy:
    """Lets no page use what the system never needs: camera, microphone, place and the like."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = POLICY
        return response
